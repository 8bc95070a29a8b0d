import { createORPCClient } from '@orpc/client'
import type { ClientContext, ClientLink } from '@orpc/client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CorralClient } from '#shared/contract/index.ts'

/**
 * `connecting` for the first time, `open`, `lost` and reconnecting, or impossible: `no_token` (the address has
 * none) or `refused` (the server does not accept it).
 */
export type Connection = 'connecting' | 'open' | 'lost' | 'no_token' | 'refused'

/** There was no connection to the core, or it was lost during a call. */
export class ConnectionLost extends Error {
  constructor(cause?: unknown) {
    super('the way to the core is closed', { cause })
    this.name = 'ConnectionLost'
  }
}

/** Thrown by an `OpenLink` if another attempt cannot succeed. */
export class ConnectionRefused extends Error {
  readonly why: 'no_token' | 'refused'

  constructor(why: 'no_token' | 'refused') {
    super(why)
    this.name = 'ConnectionRefused'
    this.why = why
  }
}

type Link = ClientLink<ClientContext>

/** Opens one link; resolves once it can carry calls, and calls `closed` when it is closed. */
export type OpenLink = (closed: () => void) => Promise<Link>

export interface Core {
  client: CorralClient
  connection: StoreApi<Connection>
}

const FIRST_WAIT = 300
const LONGEST_WAIT = 10_000

/**
 * A client that reopens its link whenever it is lost, waiting longer each time. Calls wait for the first link;
 * later, while there is none, they fail with `ConnectionLost` at once.
 */
export function keepOpen(open: OpenLink, wait: (ms: number) => Promise<void>): Core {
  const connection = createStore<Connection>(() => 'connecting')
  let link: Link | null = null
  let first: (() => void) | undefined
  const settled = new Promise<void>((resolve) => {
    first = resolve
  })

  /** One link from opening to closing; resolves to the number of failed attempts in a row. */
  const live = async (failed: number): Promise<number> => {
    let closed: (() => void) | undefined
    const end = new Promise<void>((resolve) => {
      closed = resolve
    })
    try {
      link = await open(() => closed?.())
    } catch (error) {
      if (error instanceof ConnectionRefused) throw error
      return failed + 1
    }
    connection.setState('open', true)
    first?.()
    await end
    link = null
    connection.setState('lost', true)
    return 0
  }

  const keep = async () => {
    let failed = 0
    for (;;) {
      failed = await live(failed)
      await wait(Math.min(FIRST_WAIT * 2 ** failed, LONGEST_WAIT))
    }
  }
  keep().catch((error: unknown) => {
    connection.setState(error instanceof ConnectionRefused ? error.why : 'refused', true)
    first?.()
  })

  const client: CorralClient = createORPCClient({
    async call(path, input, options) {
      await settled
      const current = link
      if (current === null) throw new ConnectionLost()
      try {
        return await current.call(path, input, options)
      } catch (error) {
        throw link === current ? error : new ConnectionLost(error)
      }
    },
  } satisfies Link)
  return { client, connection }
}
