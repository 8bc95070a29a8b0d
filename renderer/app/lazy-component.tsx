import { type ComponentType, lazy, useState } from 'react'
import { loadTexts, type TextsPart } from './i18n.ts'

const waiting: (() => Promise<unknown>)[] = []

/**
 * A component whose code and texts are loaded when it is first rendered, or earlier when the browser is idle.
 *
 * @param texts the parts of the texts that it uses besides `rest`
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  ...texts: TextsPart[]
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null
  const fetched = async () => {
    const [component] = await Promise.all([load(), loadTexts('rest', ...texts)])
    return (loaded = component)
  }
  const Lazy = lazy(async () => ({ default: await fetched() })) as ComponentType<Props>
  waiting.push(fetched)
  return function Lazily(props) {
    // Loaded code renders at once: React.lazy would suspend for a moment, and keys typed meanwhile would be lost.
    const [Content] = useState(() => loaded ?? Lazy)
    return <Content {...props} />
  }
}

/** Calls `act` when the browser is idle, and at the latest after 200 ms. */
export const whenIdle = (act: () => void): void => {
  // Safari does not have it.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 200 })
  else setTimeout(act, 200)
}

/** Loads the remaining lazy components one after another while the browser is idle. */
export function preloadComponents(): void {
  const fetch = waiting.shift()
  if (!fetch) return
  // What fails is loaded again when it is needed, and the error is shown then.
  whenIdle(() => void fetch().then(preloadComponents, preloadComponents))
}
