import { expect, test } from 'vitest'
import { MAX_IMAGES } from '#shared/contract/prompt-bounds.ts'
import { MAX_IMAGE_BYTES, withFiles } from './images.ts'

const file = (name: string, bytes: Uint8Array<ArrayBuffer> | number, type = 'image/png') =>
  new File([typeof bytes === 'number' ? new Uint8Array(bytes) : bytes], name, { type })

test('images are read as base64, whatever their length', async () => {
  for (const length of [1, 2, 3, 24_576, 24_577, 100_000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 7) % 256)
    const { images, fault } = await withFiles([], [file('a.png', bytes)])
    expect(fault).toBeNull()
    expect(images).toMatchObject([{ name: 'a.png', bytes: length }])
    expect(images[0]?.base64).toBe(Buffer.from(bytes).toString('base64'))
  }
})

test('what is no image, empty, too many or too large is left out, and the first one is named', async () => {
  expect(await withFiles([], [file('a.txt', 3, 'text/plain'), file('b.png', 3)])).toMatchObject({
    images: [{ name: 'b.png' }],
    fault: { fault: 'kind', name: 'a.txt' },
  })
  expect((await withFiles([], [file('empty.png', 0)])).fault).toEqual({ fault: 'unreadable', name: 'empty.png' })
  expect((await withFiles([], [file('large.png', MAX_IMAGE_BYTES)])).fault?.fault).toBe('size')
  const many = Array.from({ length: MAX_IMAGES + 1 }, (_, at) => file(`${at}.png`, 1))
  const read = await withFiles([], many)
  expect(read.images).toHaveLength(MAX_IMAGES)
  expect(read.fault).toEqual({ fault: 'count', name: `${MAX_IMAGES}.png` })
})
