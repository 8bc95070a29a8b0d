import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Connection, Core } from '../host/index.ts'

const CoreContext = createContext<Core | null>(null)

export const CoreProvider = CoreContext.Provider

function useCore(): Core {
  const core = useContext(CoreContext)
  if (core === null) throw new Error('no core above this component')
  return core
}

/** The core: `client.library.list({ hostId })`. `problemOf` turns what it throws into a `Problem`. */
export function useClient(): CorralClient {
  return useCore().client
}

export function useConnection(): Connection {
  return useStore(useCore().connection)
}
