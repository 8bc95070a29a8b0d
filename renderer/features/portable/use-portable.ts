import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_IMPORT } from '#shared/contract/portable.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { useReport } from '../../app/report.ts'
import { askImport, chooseFile, exportAll } from './import.ts'

/** Exports to a file, and imports one that the user chooses and confirms. */
export function usePortable(): { exportFile: () => void; importFile: () => void } {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const report = useReport()
  return useMemo(
    () => ({
      exportFile: () => void report(exportAll(client, t)),
      importFile: () => chooseFile((file) => void report(askImport(file, client, t, format.bytes(MAX_IMPORT)))),
    }),
    [t, format, client, report],
  )
}
