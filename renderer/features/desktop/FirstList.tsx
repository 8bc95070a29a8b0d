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
    // A task from within a frame runs when that frame, with the list in it, was drawn.
    requestAnimationFrame(() => setTimeout(() => void client.desktop.painted({ at: Date.now() })))
  }, [client, isThere])
  return null
}
