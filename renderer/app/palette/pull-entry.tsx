import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { verbs } from '#shared/i18n/verbs.ts'
import { displayName } from '#shared/ollama/name.ts'
import { isName, namesIn } from '#shared/ollama/name-input.ts'
import { useTransferDialogs } from '../../features/transfers/dialogs.ts'
import { useCanTransfer } from '../data/hosts.ts'
import { useFormat } from '../i18n.ts'
import type { Entry } from './entries.tsx'

/** The model names in a text to pull, and how sure it is that a pull is meant. */
export interface Pullable {
  names: string[]
  /**
   * `named`: a pull is asked for, by a name with a tag or owner; `likely`: the text has the form of names to pull, or
   * a pull is asked for; `possible`: any other text that is a name.
   */
  means: 'named' | 'likely' | 'possible'
}

const pullVerbs: readonly string[] = verbs.pullAgain.filter((verb) => !verb.includes(' '))
const pullWord = pullVerbs.join('|')
const asked = new RegExp(`^(?:${pullWord})(?:\\s+|(?<=\\p{Script=Han})(?=\\w))(.+)|^(.+?)\\s+(?:${pullWord})$`, 'isu')

/** What a text typed into the palette asks to pull: `qwen3:8b`, `pull qwen3`, `ollama run qwen3`; `null` if no name. */
export function pullable(typed: string): Pullable | null {
  const [whole = '', after, before] = asked.exec(typed.trim()) ?? []
  const rest = after ?? before ?? typed.trim()
  const found = namesIn(rest).flatMap(({ name, parts }) => (isName(parts) ? [{ name, shown: displayName(parts) }] : []))
  const [first] = found
  if (first === undefined) return null
  const names = [...new Set(found.map(({ shown }) => shown))]
  const isPlain = found.length === 1 && first.name === rest && !/[:/]/.test(rest)
  if (whole !== '') return { names, means: isPlain ? 'likely' : 'named' }
  return { names, means: isPlain ? 'possible' : 'likely' }
}

/** The entry that opens the pull dialog with the names filled in. */
export function usePullEntry(): ((pull: Pullable) => Entry) | null {
  const { t } = useTranslation()
  const format = useFormat()
  const openPull = useTransferDialogs((dialogs) => dialogs.openPull)
  if (!useCanTransfer()) return null
  return ({ names }) => {
    const [name = '', ...others] = names
    const label =
      others.length === 0
        ? t('palette.pull', { name })
        : t('palette.pullSeveral', { value: format.count(names.length) })
    return {
      id: 'transfers.pull',
      kind: 'act',
      icon: Download,
      texts: [label],
      shown: label,
      ...(others.length === 0 ? {} : { note: format.list(names) }),
      run: () => openPull(names.join('\n')),
    }
  }
}
