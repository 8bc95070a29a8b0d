import { expect, test } from 'vitest'
import css from './theme.css?raw'
import { rowHeights } from './theme.ts'

const tokens = new Map(
  [...css.matchAll(/^\s*--([\w-]+): light-dark\((#\w+), (#\w+)\);/gm)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
)

/** Red, green, blue and opacity, each from 0 to 1. */
function parts(hex: string): [number, number, number, number] {
  const at = (index: number) => parseInt(hex.slice(1 + index * 2, 3 + index * 2) || 'ff', 16) / 255
  return [at(0), at(1), at(2), at(3)]
}

type Scheme = 'light' | 'dark'

function color(name: string, scheme: Scheme): string {
  const token = tokens.get(name)
  if (!token) throw new Error(`no token ${name}`)
  return token[scheme]
}

/** The colour that results from a transparent colour over an opaque one. */
function over(top: string, below: string): [number, number, number] {
  const [r, g, b, a] = parts(top)
  const [br, bg, bb] = parts(below)
  return [r * a + br * (1 - a), g * a + bg * (1 - a), b * a + bb * (1 - a)]
}

/** Relative luminance by WCAG 2.2. */
function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(text: string, surface: readonly number[]): number {
  const [a, b] = [luminance(parts(text).slice(0, 3)), luminance(surface)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const surfaces = ['background', 'panel', 'inset', 'raised', 'sidebar']

/** Every pair of text and surface in the page; a tint is a transparent colour over the surface. */
const pairs: { text: string; on: string[]; tint?: string }[] = [
  { text: 'ink', on: [...surfaces, 'soft'] },
  { text: 'ink-2', on: [...surfaces, 'soft'] },
  { text: 'ink', on: ['panel', 'sidebar', 'background'], tint: 'hover' },
  { text: 'ink-2', on: ['panel', 'sidebar', 'background'], tint: 'hover' },
  { text: 'ink', on: ['panel', 'sidebar'], tint: 'pressed' },
  { text: 'accent', on: ['panel'] },
  { text: 'accent-text', on: ['soft', 'sidebar', 'panel', 'background'] },
  { text: 'good', on: ['panel', 'background', 'soft'] },
  { text: 'warning', on: ['panel', 'background', 'soft'] },
  { text: 'bad', on: ['panel', 'background', 'soft'] },
  { text: 'good', on: ['panel'], tint: 'hover' },
  { text: 'warning', on: ['panel'], tint: 'hover' },
  { text: 'bad', on: ['panel'], tint: 'hover' },
  { text: 'ink', on: ['panel', 'background'], tint: 'bad-soft' },
  { text: 'ink-2', on: ['panel', 'background'], tint: 'bad-soft' },
  { text: 'bad', on: ['panel'], tint: 'bad-soft' },
  { text: 'ink-2', on: ['panel', 'background'], tint: 'warning-soft' },
  { text: 'warning', on: ['panel', 'background'], tint: 'warning-soft' },
  { text: 'on-accent', on: ['accent', 'accent-hover', 'bad'] },
  { text: 'panel', on: ['ink'] },
]

test.each(['light', 'dark'] as const)('every text has enough contrast on its surfaces, %s', (scheme) => {
  const failures = pairs.flatMap(({ text, on, tint }) =>
    on.flatMap((surface) => {
      const below = color(surface, scheme)
      const ratio = contrast(color(text, scheme), over(tint ? color(tint, scheme) : below, below))
      return ratio < 4.5 ? [`${text} on ${tint ? `${tint} over ` : ''}${surface}: ${ratio.toFixed(2)}`] : []
    }),
  )
  expect(failures).toEqual([])
})

test.each(['light', 'dark'] as const)('focus rings and icons have enough contrast on the surfaces, %s', (scheme) => {
  const failures = ['accent', 'good', 'bad'].flatMap((mark) =>
    ['background', 'panel', 'raised'].flatMap((surface) => {
      const ratio = contrast(color(mark, scheme), over(color(surface, scheme), color(surface, scheme)))
      return ratio < 3 ? [`${mark} on ${surface}: ${ratio.toFixed(2)}`] : []
    }),
  )
  expect(failures).toEqual([])
})

test('the row heights of the style sheet are those of the lists', () => {
  const heights = [...css.matchAll(/--row: (\d+)px/g)].map(([, height]) => Number(height))
  expect(heights).toEqual(Object.values(rowHeights))
})

test('every colour token has a light and a dark value', () => {
  const named = [...css.matchAll(/--color-([\w-]+): var\(--([\w-]+)\)/g)].map(([, utility, token]) => [utility, token])
  expect(named.length).toBeGreaterThan(20)
  for (const [utility, token = ''] of named) expect([utility, tokens.has(token)]).toEqual([token, true])
})
