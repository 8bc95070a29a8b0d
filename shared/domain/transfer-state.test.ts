import { describe, expect, it } from 'vitest'
import { isAtWork, isEnded, isUnderWay, nextState, stateEvents, transferStates } from './transfer-state.ts'

const expected = `
             start      move     verify     break    fill       pause    resume  cancel      close      finish  fail    retry
queued       preparing  .        .          .        .          paused   .       cancelled   .          .       failed  .
preparing    .          running  verifying  waiting  disk_full  pausing  .       cancelling  .          done    failed  .
running      .          running  verifying  waiting  disk_full  pausing  .       cancelling  .          done    failed  .
verifying    .          running  verifying  waiting  disk_full  pausing  .       cancelling  .          done    failed  .
waiting      preparing  .        .          .        .          pausing  .       cancelling  .          .       failed  .
disk_full    .          .        .          .        .          paused   queued  cancelled   .          .       failed  .
pausing      .          .        .          .        .          .        .       cancelling  paused     done    failed  .
paused       .          .        .          .        .          .        queued  cancelled   .          .       failed  .
cancelling   .          .        .          .        .          .        .       .           cancelled  done    failed  .
cancelled    .          .        .          .        .          .        .       .           .          .       .       queued
failed       .          .        .          .        .          .        .       .           .          .       .       queued
done         .          .        .          .        .          .        .       .           .          .       .       .
`
const rows = expected
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split(/\s+/))

describe('the state of a transfer', () => {
  const cases = rows.flatMap(([state, ...next]) =>
    stateEvents.map((event, index) => [state, event, next[index] === '.' ? null : next[index]] as const),
  )
  it.each(cases)('%s, %s: %s', (state, event, next) => {
    expect(nextState(state as (typeof transferStates)[number], event)).toBe(next)
  })

  it('has a row in this table for each', () => {
    expect(rows.map(([state]) => state)).toEqual(transferStates)
  })

  it('always has a way to an end, and from the end of one that is not done a way back', () => {
    for (const state of transferStates) {
      const reached = new Set([state])
      for (const each of reached)
        for (const event of stateEvents) {
          const next = nextState(each, event)
          if (next) reached.add(next)
        }
      if (state !== 'done') expect([...reached]).toEqual(expect.arrayContaining(['done', 'failed', 'cancelled']))
    }
  })

  it('is one of under way, paused and ended', () => {
    for (const state of transferStates) {
      expect([isUnderWay({ state }), isEnded({ state }), state === 'paused'].filter(Boolean)).toHaveLength(1)
      if (isAtWork({ state })) expect(isUnderWay({ state })).toBe(true)
    }
  })
})
