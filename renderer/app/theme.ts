import { useEffect, useSyncExternalStore } from 'react'
import type { Settings } from '#shared/contract/settings.ts'
import { useSettings } from './data/settings.ts'

const dark = () => matchMedia('(prefers-color-scheme: dark)')

function watchSystem(changed: () => void): () => void {
  const query = dark()
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** What is shown: the setting, or what the system prefers. Draw a canvas anew when it changes. */
export function useTheme(): 'light' | 'dark' {
  const system = useSyncExternalStore(watchSystem, () => (dark().matches ? 'dark' : 'light'))
  const setting = useSettings()?.theme ?? 'system'
  return setting === 'system' ? system : setting
}

/** Puts the setting on the root, where `theme.css` looks for it. */
export function useThemeOnRoot(setting: Settings['theme']): void {
  useEffect(() => {
    const { dataset } = document.documentElement
    if (setting === 'system') delete dataset['theme']
    else dataset['theme'] = setting
  }, [setting])
}

/** The colours of `theme.css` as a canvas takes them: `themeColors('accent', 'line').accent` is `rgb(…)`. */
export function themeColors<Name extends string>(...names: Name[]): Record<Name, string> {
  const probe = document.createElement('i')
  document.body.append(probe)
  const colors = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(--${name})`
      return [name, getComputedStyle(probe).color]
    }),
  ) as Record<Name, string>
  probe.remove()
  return colors
}
