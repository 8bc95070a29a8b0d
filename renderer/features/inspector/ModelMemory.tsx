import { Suspense, useState } from 'react'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { MemoryFit } from '../memory-fit/lazy.ts'
import type { Subject } from './queries.ts'

/** What the model needs in memory by context. */
export function ModelMemory({ subject: { name, digest } }: { subject: Subject }) {
  const host = useCurrentHost()
  const [context, setContext] = useState<number | null>(null)
  if (host === null) return null
  return (
    <div className="p-14">
      <Suspense>
        <MemoryFit host={host} name={name} digest={digest} context={context} onContextChange={setContext} />
      </Suspense>
    </div>
  )
}
