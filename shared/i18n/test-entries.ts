/** All texts of a catalogue with their full keys: `[library.title, Library]`. */
export function entriesOf(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const full = path === '' ? key : `${path}.${key}`
    return typeof value === 'object' && value !== null ? entriesOf(value, full) : [[full, String(value)]]
  })
}
