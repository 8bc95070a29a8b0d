/** Two items side by side; `null` where one side has none. */
export interface Pair {
  left: string | null
  right: string | null
}

export const isSame = ({ left, right }: Pair): boolean => left === right

/** The entries of two tables by key: in the order of the first, then the keys that only the second has. */
export function compareEntries(
  left: ReadonlyMap<string, string>,
  right: ReadonlyMap<string, string>,
): (Pair & { key: string })[] {
  const keys = new Set([...left.keys(), ...right.keys()])
  return [...keys].map((key) => ({ key, left: left.get(key) ?? null, right: right.get(key) ?? null }))
}

/** Texts with more pairs of lines than this are not compared line by line: they count as wholly different. */
const MOST_CELLS = 4_000_000

/** The lines of two texts, with a longest common subsequence of equal lines side by side. */
export function compareLines(left: string, right: string): Pair[] {
  const a = linesOf(left)
  const b = linesOf(right)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const same = (lines: string[]): Pair[] => lines.map((line) => ({ left: line, right: line }))
  return [
    ...same(a.slice(0, head)),
    ...aligned(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ]
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r\n/g, '\n').split('\n')
}

function aligned(a: string[], b: string[]): Pair[] {
  if (a.length * b.length > MOST_CELLS) return beside(a, b)
  // The length of the longest common subsequence of the rests from (i, j) on.
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pairs: Pair[] = []
  let onlyA: string[] = []
  let onlyB: string[] = []
  const flush = () => {
    pairs.push(...beside(onlyA, onlyB))
    onlyA = []
    onlyB = []
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const [line = null, other = null] = [a[i], b[j]]
    if (line !== null && line === other) {
      flush()
      pairs.push({ left: line, right: line })
      i++
      j++
    } else if (line !== null && (other === null || at(i + 1, j) >= at(i, j + 1))) {
      onlyA.push(line)
      i++
    } else if (other !== null) {
      onlyB.push(other)
      j++
    }
  }
  flush()
  return pairs
}

/** Lines that differ, side by side. */
function beside(a: string[], b: string[]): Pair[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => ({
    left: a[at] ?? null,
    right: b[at] ?? null,
  }))
}
