import type { TFunction } from 'i18next'
import { SquareCheck } from 'lucide-react'
import type { Model } from '#shared/contract/library.ts'
import type { MenuEntry } from '../../ui/index.ts'
import type { ModelActs } from './acts.ts'
import { isCommandOffered, memoryStep, modelCommand, type ModelCommandKey } from './model-commands.ts'
import type { loadedAs } from './possible-acts.ts'

interface MenuOf {
  model: Model
  running: Parameters<typeof loadedAs>[1]
  loading: boolean
  selected: boolean
  acts: ModelActs
  select: () => void
  t: TFunction
}

/** Menu entries of one model. */
export function modelMenu({ model, running, loading, selected, acts, select, t }: MenuOf): MenuEntry[] {
  const memory = memoryStep(model, running, loading)
  const entriesOf = (...keys: ModelCommandKey[]): MenuEntry[] =>
    keys
      .filter((key) => isCommandOffered(key, model, memory, acts))
      .map((key) => modelCommand(key, model, acts, running, t))
  const copies = entriesOf('copyName', 'copyDigest', 'copyCommand', 'page')
  if (model.readOnly) return [...entriesOf('open'), 'line', ...copies]
  return [
    ...entriesOf('open', 'try', 'compare', 'play'),
    { label: t('library.act.select'), icon: SquareCheck, shortcut: 'space', checked: selected, onSelect: select },
    acts.isOffline ? { heading: t('library.offline.act') } : 'line',
    ...entriesOf('load', 'unload', 'stop', 'loadWith', 'copy', 'rename', 'push'),
    'line',
    ...entriesOf(
      'reviewUpdate',
      'checkUpdate',
      'skipUpdate',
      'unskipUpdate',
      'neverUpdate',
      'allowUpdates',
      'pullAgain',
    ),
    'line',
    ...copies,
    'line',
    ...entriesOf('remove'),
  ]
}
