import { Suspense, useState } from 'react'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { lazyComponent } from '../../app/lazy-component.tsx'
import type { Subject } from './queries.ts'

const MemoryFit = lazyComponent(async () => (await import('../memory-fit/MemoryFit.tsx')).MemoryFit, 'memoryFit')

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
