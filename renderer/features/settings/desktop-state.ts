import { useEffect, useState } from 'react'
import type { DesktopState } from '#shared/contract/desktop.ts'
import { useClient } from '../../app/core.tsx'
import { subscribe } from '../../app/data/subscribe.ts'

/** The desktop around the page, live; `null` in a browser and until the first word of it. */
export function useDesktop(): DesktopState | null {
  const client = useClient()
  const [state, setState] = useState<DesktopState | null>(null)
  useEffect(() => subscribe((signal) => client.desktop.watch(undefined, { signal }), setState), [client])
  return state
}
