import { type ComponentType, lazy, useState } from 'react'

const waiting: (() => Promise<unknown>)[] = []

/** A component whose code is loaded when it is first rendered, or earlier when the browser is idle. */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null
  const fetched = async () => (loaded = await load())
  const Lazy = lazy(async () => ({ default: await fetched() })) as ComponentType<Props>
  waiting.push(fetched)
  return function Lazily(props) {
    // Loaded code renders at once: React.lazy would suspend for a moment, and keys typed meanwhile would be lost.
    const [Content] = useState(() => loaded ?? Lazy)
    return <Content {...props} />
  }
}

// Safari does not have it.
const whenIdle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 200))

/** Loads the remaining lazy components one after another while the browser is idle. */
export function preloadComponents(): void {
  const fetch = waiting.shift()
  if (!fetch) return
  // What fails is loaded again when it is needed, and the error is shown then.
  whenIdle(() => void fetch().then(preloadComponents, preloadComponents))
}
