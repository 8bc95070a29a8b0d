import { Download, FileUp } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { usePortable } from './use-portable.ts'

/** The palette's commands to export and import. */
export function PortableCommands() {
  const { t } = useTranslation()
  const { exportFile, importFile } = usePortable()
  const commands = useMemo((): Command[] => {
    const keywords = [t('portable.title'), t('portable.text')]
    return [
      { id: 'portable.export', label: t('portable.export'), icon: Download, keywords, run: exportFile },
      { id: 'portable.import', label: t('portable.import'), icon: FileUp, keywords, run: importFile },
    ]
  }, [t, exportFile, importFile])
  useCommands('portable', commands)
  return null
}
