import { createHash } from 'node:crypto'
import { quoted } from '../http/go.ts'
import { Refusal } from '../http/refusal.ts'
import type { Handler, Routes } from './router.ts'

/** The key of a blob in the store; `sha256-` is accepted, too, as in a path. */
function keyOf(digest: string): string {
  if (!/^sha256[:-][0-9a-fA-F]{64}$/.test(digest)) throw new Refusal(400, 'invalid digest format')
  return digest.replace('-', ':')
}

const head: Handler = ({ store }, exchange, digest) => {
  if (!store.blobs.has(keyOf(digest))) throw new Refusal(404, `blob ${quoted(digest)} not found`)
  exchange.found()
}

/** Hashes and counts the content, and keeps only its beginning. */
const post: Handler = async ({ store }, exchange, digest) => {
  if (store.blobs.has(keyOf(digest))) return exchange.empty(200)
  const hash = createHash('sha256')
  let size = 0
  let start = Buffer.alloc(0)
  for await (const chunk of exchange.request) {
    const bytes = chunk as Buffer
    hash.update(bytes)
    size += bytes.length
    if (start.length < 4) start = Buffer.concat([start, bytes.subarray(0, 4)])
  }
  const found = `sha256:${hash.digest('hex')}`
  // The blob is stored under its true digest, even if another one was announced.
  if (!store.blobs.has(found)) store.blobs.set(found, { size, magic: start.subarray(0, 4).toString('latin1') })
  if (found !== digest) throw new Refusal(400, `digest mismatch, expected ${quoted(digest)}, got ${quoted(found)}`)
  exchange.empty(201)
}

export const blobs: Routes = { 'HEAD /api/blobs/*': head, 'POST /api/blobs/*': post }
