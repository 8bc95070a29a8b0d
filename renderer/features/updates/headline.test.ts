import { expect, test } from 'vitest'
import type { LayerKind } from '#shared/ollama/manifest.ts'
import { headlineOf, type Headline } from './headline.ts'

test.each<[LayerKind[], boolean, Headline]>([
  [['template', 'config'], true, { about: 'only', kinds: ['template'] }],
  [['template', 'params', 'config'], true, { about: 'only', kinds: ['template', 'params'] }],
  [['config'], true, { about: 'only', kinds: ['config'] }],
  [['license'], true, { about: 'only', kinds: ['license'] }],
  [['weights', 'template', 'license', 'config'], true, { about: 'weights', license: true }],
  [['tensor'], true, { about: 'weights', license: false }],
  [['weights'], false, { about: 'weights', license: false }],
  [['template'], false, { about: 'some', kinds: ['template'] }],
  [[], true, { about: 'unknown' }],
])('an update of %j, all known: %s', (changes, isKnown, headline) => {
  expect(headlineOf(changes, isKnown)).toEqual(headline)
})
