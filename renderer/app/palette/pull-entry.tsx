import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { displayName } from '#shared/ollama/name.ts'
import { isName, namesIn } from '#shared/ollama/name-input.ts'
import { useTransferDialogs } from '../../features/transfers/dialogs.ts'
import { useCanTransfer } from '../data/hosts.ts'
import { useFormat } from '../i18n.ts'
import type { Entry } from './entries.tsx'

/** The model names in a text, if it looks like names to pull: it has a `:` or `/`, or is a command. */
export function pullable(typed: string): string[] {
  const names = namesIn(typed).flatMap(({ name, parts }) =>
    isName(parts) ? [{ name, shown: displayName(parts) }] : [],
  )
  const isSearch = names.length === 1 && names[0]?.name === typed.trim() && !/[:/]/.test(typed)
  return isSearch ? [] : [...new Set(names.map(({ shown }) => shown))]
}

/** An entry that opens the pull dialog with the query; `null` if the query names no model. */
export function usePullEntry(typed: string): Entry | null {
  const { t } = useTranslation()
  const format = useFormat()
  const openPull = useTransferDialogs((dialogs) => dialogs.openPull)
  const canTransfer = useCanTransfer()
  const [name, ...others] = pullable(typed)
  if (!canTransfer || name === undefined) return null
  const label =
    others.length === 0
      ? t('palette.pull', { name })
      : t('palette.pullSeveral', { value: format.count(others.length + 1) })
  return {
    id: 'transfers.pull',
    kind: 'act',
    icon: Download,
    texts: [label],
    shown: label,
    ...(others.length === 0 ? {} : { note: [name, ...others].join(', ') }),
    run: () => openPull([name, ...others].join('\n')),
  }
}
