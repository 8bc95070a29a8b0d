import { diffArrays } from 'diff'

export interface Line {
  /** From 1. */
  n: number
  text: string
}

/** Lines that both texts have, folded if they are far from any difference, or lines that differ. */
export type Block =
  | { kind: 'same' | 'folded'; lines: { before: number; after: Line }[] }
  | { kind: 'differs'; before: Line[]; after: Line[] }

export interface Diff {
  blocks: Block[]
  /** Number of lines that differ and are in no block, as there are too many. */
  left: number
}

/** Beyond so many differing lines two texts are shown as wholly different: finding the fewest takes too long. */
const MOST_EDITS = 2000

/** Most differing lines of each text that are shown. */
const MOST_LINES = 500

/** Lines shown before and after a difference. */
const CONTEXT = 3

const linesOf = (text: string | null): string[] => (text === null || text === '' ? [] : text.split(/\r?\n/))

/** Compares two texts line by line; `null` is no text. */
export function diffOf(before: string | null, after: string | null): Diff {
  const [old, fresh] = [linesOf(before), linesOf(after)]
  const parts = diffArrays(old, fresh, { maxEditLength: MOST_EDITS }) ?? [
    { value: old, removed: true, added: false },
    { value: fresh, removed: false, added: true },
  ]
  const blocks: Block[] = []
  let [n, m] = [0, 0]
  for (const { value, added, removed } of parts) {
    const last = blocks.at(-1)
    if (!added && !removed) {
      blocks.push({ kind: 'same', lines: value.map((text) => ({ before: ++n, after: { n: ++m, text } })) })
      continue
    }
    const block: Block = last?.kind === 'differs' ? last : { kind: 'differs', before: [], after: [] }
    if (block !== last) blocks.push(block)
    if (removed) block.before.push(...value.map((text) => ({ n: ++n, text })))
    else block.after.push(...value.map((text) => ({ n: ++m, text })))
  }
  return limited(blocks.flatMap((block, at) => folded(block, at === 0, at === blocks.length - 1)))
}

function folded(block: Block, isFirst: boolean, isLast: boolean): Block[] {
  if (block.kind === 'differs') return [block]
  const { lines } = block
  const from = isFirst ? 0 : CONTEXT
  const to = lines.length - (isLast ? 0 : CONTEXT)
  // A button in the place of one line saves nothing.
  if (to - from < 2) return [block]
  const parts: Block[] = [
    { kind: 'same', lines: lines.slice(0, from) },
    { kind: 'folded', lines: lines.slice(from, to) },
    { kind: 'same', lines: lines.slice(to) },
  ]
  return parts.filter((part) => part.kind === 'differs' || part.lines.length > 0)
}

function limited(blocks: readonly Block[]): Diff {
  const shown: Block[] = []
  let [room, left] = [MOST_LINES, 0]
  for (const block of blocks) {
    if (block.kind !== 'differs') {
      if (room > 0) shown.push(block)
      continue
    }
    const size = Math.max(block.before.length, block.after.length)
    if (room > 0)
      shown.push({ kind: 'differs', before: block.before.slice(0, room), after: block.after.slice(0, room) })
    left += Math.max(0, size - Math.max(0, room))
    room -= size
  }
  return { blocks: shown, left }
}
