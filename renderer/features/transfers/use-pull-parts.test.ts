import { expect, it } from 'vitest'
import type { PullParts, Transfer } from '#shared/contract/transfers.ts'
import { noneIsLeft } from './use-pull-parts.ts'

const layer = (digest: string) => ({ digest, total: 9, completed: 3, cached: 0, isReached: true })
const partsOf = (files: number): PullParts => ({
  folder: '/b',
  aside: '/a',
  all: { files, bytes: 0 },
  broken: null,
  refusal: null,
})

it.each<[parts: PullParts | null | undefined, digests: string[], isNone: boolean]>([
  [partsOf(0), ['sha256:ab'], true],
  [partsOf(3), ['sha256:ab'], false],
  [partsOf(0), ['sha256:model'], false],
  [partsOf(0), [], false],
  [null, ['sha256:ab'], false],
  [undefined, ['sha256:ab'], false],
])('of %j and layers %j nothing half is left: %s', (parts, digests, isNone) => {
  const transfer: Pick<Transfer, 'layers'> = { layers: digests.map(layer) }
  expect(noneIsLeft(transfer, parts)).toBe(isNone)
})
