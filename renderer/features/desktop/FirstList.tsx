import { useEffect, useRef } from 'react'
import { useClient } from '../../app/core.tsx'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { inWindow } from '../../host/index.ts'

/** Tells the core once that the first list is on screen, for the log of how long the start took. */
export function FirstList() {
  const client = useClient()
  const wasTold = useRef(false)
  const host = useCurrentHost()
  const isThere = useModels(host?.id ?? null, host?.reach === 'up').data !== undefined
  useEffect(() => {
    if (!isThere || !inWindow || wasTold.current) return
    wasTold.current = true
    performance.mark('corral:list')
    // The second frame begins when the first, with the list, was drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => void client.desktop.painted()))
  }, [client, isThere])
  return null
}
