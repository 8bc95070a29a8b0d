import { afterEach, expect, it } from 'vitest'
import type { ProblemCode } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { closeAll } from '../hosts/test-hosts.ts'
import { turnedSandbox } from './test-sandbox.ts'

afterEach(closeAll)

it('a stalled pull is asked for anew and comes whole, however long each new request takes to begin', async () => {
  const { sandbox, corral } = await turnedSandbox(1e9)
  const { pull, until } = await corral()
  const id = await pull()
  const met = new Set<ProblemCode>()
  const become = (wanted: (transfer: Transfer) => boolean) =>
    until(
      id,
      (transfer) => {
        if (transfer.problem) met.add(transfer.problem.code)
        return wanted(transfer)
      },
      500,
    )
  sandbox.faults.set('stall')
  await become(({ quietSince }) => quietSince !== null)
  sandbox.faults.set('slow-start', { ms: 50_000 })
  await become(({ retryAt }) => retryAt !== null)
  sandbox.faults.clear('stall')
  expect(await become(({ state }) => state !== 'running')).toMatchObject({ state: 'done', problem: null, attempt: 1 })
  expect([...met]).toEqual(['stalled'])
})
