/** The row that a key moves to from row `at` of `count`, with `page` visible rows; `null` for other keys. */
export function moveTo(key: string, at: number, count: number, page: number): number | null {
  const last = count - 1
  if (last < 0) return null
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'ArrowDown':
      return Math.min(last, at + 1)
    case 'PageUp':
      return Math.max(0, at - Math.max(1, page))
    case 'PageDown':
      return Math.min(last, at + Math.max(1, page))
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
