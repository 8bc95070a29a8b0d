import { expect, test } from 'vitest'

const icons = Object.entries(
  import.meta.glob<string>('./favicon/*.svg', { query: '?raw', import: 'default', eager: true }),
).sort(([a], [b]) => a.localeCompare(b))

test('each icon of the tab shows one eighth more than the one before', () => {
  const eighths = icons.map(([, svg]) => Number(/pathLength="8"\s+stroke-dasharray="(\d) 8"/.exec(svg)?.[1] ?? 0))
  expect(eighths).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(icons.map(([file]) => file)).toEqual(eighths.map((eighth) => `./favicon/${eighth}.svg`))
})
