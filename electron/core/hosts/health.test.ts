import { expect, it } from 'vitest'
import { manualClock } from '../test-clock.ts'
import { watchHealth } from './health.ts'
import type { Probe } from './probe.ts'

it('tells what a routine check changed, and the result of each check that was asked for', async () => {
  const { clock, turn } = manualClock()
  let latencyMs = 1
  let version = '0.12.0'
  let told = 0
  const probe: Probe = async () => ({ server: 'ollama', version, latencyMs: latencyMs++ })
  const health = watchHealth(clock, probe, () => (told += 1))
  health.pace(10_000)
  await turn(0)
  expect([told, health.get().reach]).toEqual([1, 'up'])

  const { checkedAt } = health.get()
  for (let i = 0; i < 5; i++) await turn(10_000)
  expect(told).toBe(1)
  expect(health.get()).toMatchObject({ latencyMs: 6, checkedAt: (checkedAt ?? 0) + 50_000 })
  version = '0.13.0'
  await turn(10_000)
  expect(told).toBe(2)
  await health.check()
  expect(told).toBe(3)
  health.close()
})
