import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinEntry } from '#shared/contract/bin.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { useReport } from '../../app/report.ts'
import { useUndo } from '../../app/history-undo.ts'
import { newId } from '../../app/new-id.ts'
import { problemOf } from '../../host/index.ts'
import { notify } from '../../ui/index.ts'
import { restoringOf } from './entries.ts'

export interface BinActs {
  /**
   * Gives entries their names again, one after another; an earlier version replaces the present one.
   *
   * @returns those that need a name, as theirs is not known or another model has it
   */
  restore: (entries: readonly BinEntry[]) => Promise<BinEntry[]>
}

export function useBinActs(hostId: string): BinActs {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const report = useReport()
  const undoOf = useUndo()
  const restoreOne = useCallback(
    async ({ name: binName, formerName, kind }: BinEntry, partOf: string | null) => {
      if (formerName !== null && restoringOf({ kind, formerName }) === 'rollback')
        return { name: formerName, ...(await client.bin.rollback({ hostId, name: formerName, binName, partOf })) }
      return client.bin.restore({ hostId, binName, partOf })
    },
    [client, hostId],
  )
  const restore = useCallback(
    async (entries: readonly BinEntry[]) => {
      const unnamed: BinEntry[] = []
      const partOf = entries.length > 1 ? newId() : null
      const done: { name: string; operationId: string; entry: BinEntry }[] = []
      for (const entry of entries)
        try {
          if (entry.formerName === null) unnamed.push(entry)
          else done.push({ ...(await restoreOne(entry, partOf)), entry })
        } catch (error) {
          if (problemOf(error).code === 'name_taken') unnamed.push(entry)
          else await report(Promise.reject(error))
        }
      const [first] = done
      if (first && done.length === 1) {
        const { name, operationId, entry } = first
        const isBack = restoringOf(entry) === 'rollback'
        notify({
          title: isBack ? t('bin.rolledBack', { name, when: format.date(entry.at) }) : t('bin.restored', { name }),
          undo: undoOf(operationId),
        })
      } else if (first)
        notify({ title: t('bin.restoredSeveral', { value: format.count(done.length) }), undo: undoOf(partOf) })
      return unnamed
    },
    [t, format, report, undoOf, restoreOne],
  )
  return { restore }
}
