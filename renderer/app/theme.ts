import { useSyncExternalStore } from 'react'
import type { Settings } from '#shared/contract/settings.ts'
import { useSettings } from './data/settings.ts'

const dark = () => matchMedia('(prefers-color-scheme: dark)')

function watchSystem(changed: () => void): () => void {
  const query = dark()
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** The theme that is shown: that of the settings, or the system's. A canvas must be drawn again when it changes. */
export function useTheme(): 'light' | 'dark' {
  const system = useSyncExternalStore(watchSystem, () => (dark().matches ? 'dark' : 'light'))
  const setting = useSettings()?.theme ?? 'system'
  return setting === 'system' ? system : setting
}

/** Height of a row of a list in pixels; `theme.css` has the same as `--row`. */
export const rowHeights = { comfortable: 38, compact: 30 } as const satisfies Record<Settings['density'], number>

/** The height of a row in pixels, for lists that place rows themselves. */
export function useRowHeight(): number {
  return rowHeights[useSettings()?.density ?? 'comfortable']
}

/** Sets the attributes of the root element that `theme.css` depends on. */
export function applyAppearance({ theme, density, motion }: Pick<Settings, 'theme' | 'density' | 'motion'>): void {
  const { dataset } = document.documentElement
  const put = (name: string, value: string, defaultValue: string) => {
    if (value === defaultValue) delete dataset[name]
    else dataset[name] = value
  }
  put('theme', theme, 'system')
  put('density', density, 'comfortable')
  put('motion', motion, 'system')
}

/** The colours of `theme.css` as a canvas takes them: `themeColors('accent', 'line').accent` is `rgb(…)`. */
export function themeColors<Name extends string>(...names: Name[]): Record<Name, string> {
  const probe = document.createElement('i')
  // With reduced motion every element has a short transition, and its colour would still be the one before.
  probe.style.setProperty('transition', 'none', 'important')
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
