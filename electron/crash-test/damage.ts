import { readFileSync, writeFileSync } from 'node:fs'
import type { Random } from './random.ts'

/** What a damaged journal does not tell any more. */
export interface Damage {
  how: string
  /** Operations whose last line is lost, and the names that each of them was for. */
  ids: Set<string>
  names: string[]
  /** Whether a line is damaged, other than a last one that has no end. */
  isTold: boolean
}

const linesOf = (text: string) => text.split('\n').slice(0, -1)

/** Cuts a journal at a random byte, or turns a random bit of it. */
export function damageJournal(file: string, random: Random): Damage {
  const bytes = readFileSync(file)
  const before = linesOf(bytes.toString('utf8'))
  const at = random.below(bytes.length)
  const isCut = random.chance(0.5)
  const damaged = Buffer.from(isCut ? bytes.subarray(0, at) : bytes)
  if (!isCut) damaged[at] = (damaged[at] ?? 0) ^ (1 << random.below(8))
  writeFileSync(file, damaged)

  const whole = new Set(before)
  const after = linesOf(damaged.toString('utf8'))
  const count = (lines: string[], wanted: string) => lines.filter((line) => line === wanted).length
  const last = new Map<string, { line: string; names: string[] }>()
  for (const line of before) {
    const { id, value } = JSON.parse(line.slice(line.indexOf(' ') + 1)) as {
      id?: string
      value?: { names: string[] } | null
    }
    if (id !== undefined) last.set(id, { line, names: value?.names ?? last.get(id)?.names ?? [] })
  }
  const lost = [...last].filter(([, { line }]) => count(after, line) < count(before, line))
  return {
    how: `${isCut ? 'cut at' : 'bit turned in'} byte ${at} of ${bytes.length}`,
    ids: new Set(lost.map(([id]) => id)),
    names: lost.flatMap(([, { names }]) => names),
    isTold: after.length === 0 || after.some((line) => !whole.has(line)),
  }
}

/** Repeats the first line of an operation, which changes nothing, until the journal is about to be written anew. */
export function lengthenJournal(file: string): void {
  const [header = '', ...lines] = readFileSync(file, 'utf8').split('\n')
  const first = lines[0]
  if (first === undefined || first === '') return
  const repeated = Array.from({ length: 495 }, () => first)
  writeFileSync(file, [header, ...repeated, ...lines].join('\n'))
}
