/**
 * An order in which similar texts are neighbours: the leaves of an average-linkage tree, each branch turned so that
 * its ends are next to what is most similar. Deterministic.
 * Own code: for 1,000 texts ml-hclust 4.0.0 (agnes) took 16 s without ordering the leaves, this at most 0.6 s.
 *
 * @param matrix cosines, `count` × `count`; NaN counts as not similar to anything
 * @returns the row at each position
 */
export function similarityOrder(matrix: Float32Array, count: number): Uint32Array {
  const like = matrix.slice()
  for (let at = 0; at < like.length; at++) if (Number.isNaN(like[at])) like[at] = -2
  const groups: (number[] | undefined)[] = Array.from({ length: count }, (_, row) => [row])
  let left = Uint32Array.from(groups.keys())
  const chain: number[] = []
  // Follow each group to the most similar one; two that name each other are joined.
  while (left.length > 1) {
    const top = chain.at(-1) ?? left[0] ?? 0
    if (chain.length === 0) chain.push(top)
    const before = chain.at(-2)
    let best = before ?? -1
    let most = before === undefined ? -Infinity : (like[top * count + before] as number)
    for (let at = 0; at < left.length; at++) {
      const other = left[at] as number
      const value = like[top * count + other] as number
      if (other !== top && value > most) {
        most = value
        best = other
      }
    }
    if (best !== before) {
      chain.push(best)
      continue
    }
    chain.length -= 2
    join(best, top)
    left = left.filter((group) => group !== top)
  }
  const order = [...left].flatMap((group) => groups[group] ?? [])
  // Of both directions the one with the first text closer to the start.
  return Uint32Array.from(order.indexOf(0) > (count - 1) / 2 ? order.reverse() : order)

  /** Merges `other` into `into`; its similarity to each other group becomes the mean over both. */
  function join(into: number, other: number): void {
    const a = groups[into] ?? []
    const b = groups[other] ?? []
    const ofA = a.length / (a.length + b.length)
    for (let at = 0; at < left.length; at++) {
      const third = left[at] as number
      const value = ofA * (like[into * count + third] as number) + (1 - ofA) * (like[other * count + third] as number)
      like[into * count + third] = value
      like[third * count + into] = value
    }
    groups[into] = meeting(a, b)
    groups[other] = undefined
  }

  /** Both runs as one, their most similar ends adjacent. */
  function meeting(a: number[], b: number[]): number[] {
    const value = (x: number | undefined, y: number | undefined) => {
      const cosine = matrix[(x ?? 0) * count + (y ?? 0)] as number
      return Number.isNaN(cosine) ? -2 : cosine
    }
    const ways = [
      { value: value(a.at(-1), b[0]), turnA: false, turnB: false },
      { value: value(a.at(-1), b.at(-1)), turnA: false, turnB: true },
      { value: value(a[0], b[0]), turnA: true, turnB: false },
      { value: value(a[0], b.at(-1)), turnA: true, turnB: true },
    ]
    const best = ways.reduce((most, way) => (way.value > most.value ? way : most))
    return [...(best.turnA ? a.reverse() : a), ...(best.turnB ? b.reverse() : b)]
  }
}
