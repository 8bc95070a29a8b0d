import { useEffect, useRef } from 'react'
import { useClient } from '../../app/core.tsx'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { inWindow } from '../../host/index.ts'

/** Reports once to the core that the first list was painted, to log the start time. */
export function FirstListReport() {
  const client = useClient()
  const wasTold = useRef(false)
  const host = useCurrentHost()
  const isThere = useModels(host?.id ?? null, host?.reach === 'up').data !== undefined
  useEffect(() => {
    if (!isThere || !inWindow || wasTold.current) return
    wasTold.current = true
    // A task queued in an animation frame runs after that frame, with the list, was painted.
    requestAnimationFrame(() => setTimeout(() => void client.desktop.painted({ at: Date.now() })))
  }, [client, isThere])
  return null
}
