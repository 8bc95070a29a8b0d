import type { TFunction } from 'i18next'
import { notify } from '../../../ui/index.ts'
import { useView } from '../view.ts'
import { useTexts } from './store.ts'

/** Removes texts from the list and shows a toast with their number and an undo button. */
export function removeTexts(keys: ReadonlySet<string>, t: TFunction): void {
  if (keys.size === 0) return
  const { entries, places, remove, set } = useTexts.getState()
  const first = Math.min(...[...keys].map((key) => places.get(key) ?? Infinity))
  remove(keys)
  const { keys: left, entries: after } = useTexts.getState()
  useView.getState().activate(left[Math.min(first, left.length - 1)] ?? null)
  notify({
    title: t('playground.removed', { count: entries.length - after.length, value: entries.length - after.length }),
    action: { label: t('playground.undo'), onSelect: () => set(entries) },
  })
}
