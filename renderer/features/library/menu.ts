import {
  ChartScatter,
  CircleStop,
  ClipboardCopy,
  Columns2,
  Copy,
  Download,
  Hash,
  PanelRight,
  PencilLine,
  Play,
  SquareCheck,
  SquareTerminal,
  Trash2,
  Upload,
  X,
} from 'lucide-react'
import type { TFunction } from 'i18next'
import type { Model } from '#shared/contract/library.ts'
import type { MenuEntry } from '../../ui/index.ts'
import type { ModelActs } from './acts.ts'
import { isPossible, loadedAs } from './possible-acts.ts'

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
  const memory: MenuEntry = loading
    ? { key: 'memory', label: t('library.act.stop'), icon: X, onSelect: () => acts.memory.stop(model.name) }
    : loadedAs(model, running) === null
      ? { key: 'memory', label: t('library.act.load'), icon: Play, shortcut: 'l', onSelect: toggle }
      : { key: 'memory', label: t('library.act.unload'), icon: CircleStop, shortcut: 'l', onSelect: toggle }
  function toggle() {
    acts.toggleMemory(model, running)
  }
  const open: MenuEntry[] = [
    { label: t('library.act.open'), icon: PanelRight, shortcut: 'enter', onSelect: () => acts.inspect(model) },
  ]
  const copies: MenuEntry[] = [
    'line',
    { label: t('library.act.copyName'), icon: ClipboardCopy, onSelect: () => acts.copyName(model) },
    ...(model.digest === null
      ? []
      : [{ label: t('library.act.copyDigest'), icon: Hash, onSelect: () => acts.copyDigest(model) }]),
  ]
  if (model.readOnly) return [...open, ...copies]
  return [
    ...open,
    { label: t('library.act.compare'), icon: Columns2, onSelect: () => acts.compare(model) },
    ...(isPossible('play', model)
      ? [{ label: t('library.act.play'), icon: ChartScatter, onSelect: () => acts.play(model) }]
      : []),
    { label: t('library.act.select'), icon: SquareCheck, shortcut: 'space', checked: selected, onSelect: select },
    'line',
    ...(isPossible('memory', model) ? [memory] : []),
    { label: t('library.act.pullAgain'), icon: Download, onSelect: () => acts.pull(model) },
    { label: t('library.act.copy'), icon: Copy, onSelect: () => acts.copy(model) },
    { label: t('library.act.rename'), icon: PencilLine, shortcut: 'f2', onSelect: () => acts.rename(model) },
    ...(isPossible('push', model)
      ? [{ label: t('library.act.push'), icon: Upload, onSelect: () => acts.push(model) }]
      : []),
    ...copies,
    { label: t('library.act.copyCommand'), icon: SquareTerminal, onSelect: () => acts.copyCommand(model) },
    'line',
    {
      label: t('library.act.remove'),
      icon: Trash2,
      shortcut: 'delete',
      danger: true,
      onSelect: () => acts.remove([model]),
    },
  ]
}
