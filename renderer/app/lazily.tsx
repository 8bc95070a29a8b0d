import { lazy, useState, type ComponentType } from 'react'

const waiting: (() => Promise<unknown>)[] = []

/** A component whose code comes when it is first drawn, or before that in a moment with nothing else to do. */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null
  const fetched = async () => (loaded = await load())
  const Lazy = lazy(async () => ({ default: await fetched() })) as ComponentType<Props>
  waiting.push(fetched)
  return function Lazily(props) {
    // What is there already is drawn at once: a lazy one would come a moment later, and keys typed before it be lost.
    const [Content] = useState(() => loaded ?? Lazy)
    return <Content {...props} />
  }
}

// Safari has none.
const whenIdle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 200))

/** Fetches one after another what is still to come, so that nobody waits for it later. */
export function fetchRest(): void {
  const fetch = waiting.shift()
  if (!fetch) return
  // What fails now is fetched again when it is needed, and says then what is wrong.
  whenIdle(() => void fetch().then(fetchRest, fetchRest))
}
