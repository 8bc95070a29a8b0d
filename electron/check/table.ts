import type { Result } from './check.ts'

const WHAT = 47
const EXPECTED = 58
const SEEN = 60

const cell = (text: string, width: number) =>
  (text.length > width ? `${text.slice(0, width - 1)}…` : text).replace(/\s+/g, ' ').padEnd(width)

export const tableHead = [cell('what', WHAT), cell('expected', EXPECTED), cell('seen', SEEN), 'verdict'].join('  ')

/** One line of the table; a difference is printed in full below it. */
export function tableRow({ what, expected, seen, verdict }: Result): string {
  const row = [cell(what, WHAT), cell(expected, EXPECTED), cell(seen, SEEN), verdict].join('  ')
  return verdict === 'differs' && seen.length > SEEN ? `${row}\n    ${seen.replace(/\n/g, '\n    ')}` : row
}

export function summary(results: Result[]): string {
  const count = (verdict: Result['verdict']) => results.filter((result) => result.verdict === verdict).length
  return `${count('ok')} ok, ${count('differs')} differ, ${count('not tried')} not tried`
}
