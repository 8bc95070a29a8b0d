import { seededRandom } from '#shared/domain/random.ts'
import { faults, type Fault } from './corral.ts'
import type { NameRules } from './server.ts'

const kinds = [
  'copy',
  'copy over',
  'rename',
  'rename case',
  'delete',
  'delete for good',
  'restore',
  'restore as',
  'empty',
  'update',
  'rollback',
  'undo',
] as const

/** What another program does: to names of the server, those of the bin as well. */
export interface Other {
  kind: 'copy' | 'remove' | 'pull'
  /** Before which list of Corral during the act. */
  at: number
  a: number
  b: number
}

/** Numbers choose among what there is when the act begins. */
export interface Act {
  kind: (typeof kinds)[number]
  a: number
  b: number
  /** Begun with the next one, without waiting for it. */
  isTogether: boolean
  fault: Fault | null
  others: Other[]
}

export interface Acts {
  rules: NameRules
  acts: Act[]
  /** Acts without faults and other clients, all of which are undone and done again. */
  last: Act[]
}

/** Names that meet in every way that the matching of a server can confuse. */
export const names = [
  'tiny:1',
  'Tiny:1',
  'tiny:latest',
  'TINY:Latest',
  'tiny:local',
  'lab/tiny:1',
  'Lab/Tiny:1',
  'hf.co/lab/foo.gguf:Q4_K_M',
  'HF.co/Lab/foo.gguf:q4_k_m',
  '127.0.0.1:5055/lab/tiny:1',
  'foo.bar_-:v1',
  'foo.bar_-:V1',
  'gpt:8b-cloud',
  `${'x'.repeat(80)}:1`,
]

export function randomActs(seed: number): Acts {
  const random = seededRandom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const pick = <T>(items: readonly T[]) => items[below(items.length)] as T
  const other = (): Other => ({ kind: pick(['copy', 'remove', 'pull']), at: below(3), a: below(60), b: below(60) })
  const act = (isQuiet: boolean): Act => ({
    kind: pick(isQuiet ? kinds.filter((kind) => !/good|empty|update|undo/.test(kind)) : kinds),
    a: below(60),
    b: below(60),
    isTogether: !isQuiet && random() < 0.15,
    fault: isQuiet || random() < 0.5 ? null : { at: 1 + below(9), how: pick(faults) },
    others: isQuiet || random() < 0.6 ? [] : [other()],
  })
  const rules = pick<NameRules>(['new', 'new', 'old', 'upgraded'])
  return {
    rules,
    acts: Array.from({ length: 2 + below(4) }, () => act(false)),
    // An upgraded server may refuse a listed name, as it mixes the spellings of its parts.
    last: Array.from({ length: rules === 'upgraded' ? 0 : below(3) }, () => act(true)),
  }
}

/** The same fault with as few acts as possible. */
export async function shortest(acts: Acts, fails: (acts: Acts) => Promise<boolean>): Promise<Acts> {
  let best = acts
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false
    for (const smaller of smallerOnes(best)) {
      if (!(await fails(smaller))) continue
      best = smaller
      isSmaller = true
      break
    }
  }
  return best
}

function* smallerOnes(acts: Acts): Generator<Acts> {
  for (const list of ['last', 'acts'] as const)
    for (const [index, act] of acts[list].entries()) {
      const having = (...instead: Act[]) => ({ ...acts, [list]: acts[list].toSpliced(index, 1, ...instead) })
      yield having()
      if (act.others.length > 0) yield having({ ...act, others: [] })
      if (act.fault) yield having({ ...act, fault: null })
      if (act.isTogether) yield having({ ...act, isTogether: false })
    }
  if (acts.rules !== 'new') yield { ...acts, rules: 'new' }
}

/** A part of a name, in another letter case. */
export function otherCase(name: string, choice: number): string {
  const swap = (text: string) =>
    text === text.toLowerCase() ? text.charAt(0).toUpperCase() + text.slice(1) : text.toLowerCase()
  const parts = name.split(/(?<=[/:])/)
  const index = choice % parts.length
  return parts.map((part, at) => (at === index ? swap(part) : part)).join('')
}
