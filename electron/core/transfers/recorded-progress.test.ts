import { describe, expect, it } from 'vitest'
import { shareFaults } from '#shared/domain/test-progress.ts'
import type { ProgressLine } from '#shared/ollama/progress-line.ts'
import { versions } from '../../sandbox/generations.ts'
import { recorded, title } from '../../sandbox/testing/recordings.ts'

/** Recorded pulls and pushes that succeeded and named a layer. */
const streams = versions
  .flatMap((version) => [...recorded(version, 'pull'), ...recorded(version, 'push')])
  .map((one, index) => {
    const lines = (one.response.stream ?? []).map(({ line }) => line as unknown as ProgressLine)
    return [title(one, index), lines] as const
  })
  .filter(([, lines]) => lines.at(-1)?.status === 'success' && lines.some(({ digest }) => digest !== undefined))

describe('the share of all bytes never falls, ends at 1, and with the manifest its total never changes', () => {
  it.each(streams)('%s', (_, lines) => {
    const sizes = new Map(lines.flatMap(({ digest, total }) => (digest && total ? [[digest, total] as const] : [])))
    const plan = [...sizes].map(([digest, size]) => ({ digest, size, present: 0 }))
    expect(shareFaults(lines, plan)).toEqual([])
    expect(shareFaults(lines, [])).toEqual([])
  })

  it('covers pulls of each version', () => {
    expect(streams.length).toBeGreaterThan(3 * versions.length)
  })
})
