import type { Transfer } from '#shared/contract/transfers.ts'

/** A pull that has just begun, for tests that change what they are about. */
export function aTransfer(changes: Partial<Transfer> = {}): Transfer {
  return {
    id: 'one',
    hostId: 'host',
    kind: 'pull',
    name: 'm:latest',
    insecure: false,
    silent: false,
    state: 'running',
    status: '',
    phase: 'starting',
    layers: [],
    completed: 0,
    total: 0,
    moved: 0,
    cached: 0,
    rate: null,
    remainingMs: null,
    quietSince: null,
    retryAt: null,
    trace: { everyMs: 1000, moved: [0] },
    startedAt: 0,
    endedAt: null,
    attempt: 1,
    problem: null,
    ...changes,
  }
}
