import type { Journal } from './journal.ts'
import type { Operation } from './operation.ts'

interface Server {
  id: string
  url: string
}

const DIGEST = 'a'.repeat(64)
const TEN_MINUTES = 600_000

/** A job, each tenth of them failed, or a rename. One ended every ten minutes until `now`. */
function endedOperation(index: number, count: number, now: number, host: Server): Operation {
  const at = now - (count - index) * TEN_MINUTES
  const name = `hf.co/somebody/model-${index}-gguf:q4_k_m`
  const hasFailed = index % 10 === 0
  const to = `renamed-${index}:q4_k_m`
  const call = (method: string, path: string, body: Record<string, string>) => ({
    call: { method, path, body },
    at,
    outcome: { status: 200, ms: 12 },
  })
  const common = {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    hostId: host.id,
    url: host.url,
    hostName: 'workstation',
    at,
    endedAt: at + 60_000,
    problem: null,
    undoes: null,
    partOf: null,
    changes: [],
  }
  if (index % 3 === 2)
    return {
      ...common,
      kind: 'rename',
      names: [name, to],
      state: 'done',
      before: { [name]: DIGEST },
      after: { [name]: null, [to]: DIGEST },
      steps: [
        call('POST', '/api/copy', { source: name, destination: to }),
        call('DELETE', '/api/delete', { model: name }),
      ],
      job: null,
    }
  const layer = {
    digest: `sha256:${DIGEST}`,
    total: 4_661_211_424,
    completed: 2_330_605_712,
    cached: 0,
    isReached: true,
  }
  return {
    ...common,
    kind: 'pull',
    names: [name],
    state: hasFailed ? 'failed' : 'done',
    before: {},
    after: {},
    steps: [],
    problem: hasFailed ? { code: 'reset', params: { server: host.url }, retryable: true, detail: 'ECONNRESET' } : null,
    job: {
      insecure: false,
      silent: false,
      isCleared: false,
      rank: index + 1,
      paused: false,
      attempt: 1,
      rescues: 0,
      startedAt: at,
      activeMs: 60_000,
      status: hasFailed ? 'pulling aaaaaaaaaaaa' : 'success',
      phase: hasFailed ? 'layers' : 'finishing',
      layers: hasFailed ? Array.from({ length: 5 }, () => layer) : [],
      isWhole: true,
      completed: 4_661_211_424,
      total: 4_661_211_424,
      share: hasFailed ? 0.99 : 1,
      moved: 4_661_211_424,
      cached: 0,
      hashRate: hasFailed ? null : 1_412_488_310,
    },
  }
}

/** For tests and measurements: begins and ends so many operations, two jobs to each act. */
export async function endMany(journal: Journal<Operation>, count: number, now: number, host: Server): Promise<void> {
  for (let index = 0; index < count; index++) {
    const operation = endedOperation(index, count, now, host)
    await journal.put(operation.id, { ...operation, state: 'running', endedAt: null })
    await journal.put(operation.id, operation)
  }
}
