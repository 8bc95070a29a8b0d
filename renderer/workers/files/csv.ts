import { groupName, type Entry } from './entry.ts'

/** Known headings of columns with texts and with groups, in lower case. */
const TEXTS = new Set([
  'text',
  'texts',
  'content',
  'sentence',
  'document',
  'input',
  'question',
  'title',
  '文本',
  '内容',
  '句子',
  '问题',
  '标题',
])
const GROUPS = new Set([
  'group',
  'label',
  'category',
  'class',
  'topic',
  'cluster',
  '组',
  '分组',
  '标签',
  '类别',
  '分类',
  '主题',
])

/**
 * The texts of a table. Columns are found by their headings; without a known one the column with the most
 * characters has the texts, and there are no groups.
 */
export function tableEntries(rows: readonly (readonly string[])[]): Entry[] {
  const heading = (rows[0] ?? []).map((cell) => cell.trim().toLowerCase())
  const named = heading.findIndex((name) => TEXTS.has(name))
  const group = heading.findIndex((name) => GROUPS.has(name))
  const hasHeading = named >= 0 || group >= 0
  const body = hasHeading ? rows.slice(1) : rows
  const column = named >= 0 ? named : widest(body, group)
  return body.flatMap((row) => {
    const text = (row[column] ?? '').trim()
    return text === '' ? [] : [{ text, group: group >= 0 ? groupName(row[group] ?? '') : null }]
  })
}

function widest(rows: readonly (readonly string[])[], but: number): number {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, at) => (widths[at] = (widths[at] ?? 0) + (at === but ? 0 : cell.length)))
  return Math.max(0, widths.indexOf(Math.max(...widths)))
}

/** A float32 with seven digits if they are exact, else with nine, which always are; empty if it is not finite. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return ''
  const short = Number(value.toPrecision(7))
  return String(Math.fround(short) === value ? short : Number(value.toPrecision(9)))
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** CSV with headings: text, group, then the numbers of the vector from `d0` on; empty where not finite. */
export function writeCsv(vectors: Float32Array, dimensions: number, texts: readonly Entry[]): Blob {
  const heading = ['text', 'group', ...Array.from({ length: dimensions }, (_, i) => `d${i}`)]
  const lines = texts.map(({ text, group }, row) =>
    [quoted(text), quoted(group ?? ''), ...figuresOf(vectors, row, dimensions)].join(','),
  )
  // With a byte order mark, spreadsheets read it as UTF-8.
  return new Blob(['\ufeff', ...[heading.join(','), ...lines].map((line) => `${line}\r\n`)], {
    type: 'text/csv;charset=utf-8',
  })
}

/** The numbers of one vector as text. */
export function figuresOf(vectors: Float32Array, row: number, dimensions: number): string[] {
  return Array.from(vectors.subarray(row * dimensions, (row + 1) * dimensions), figure)
}
