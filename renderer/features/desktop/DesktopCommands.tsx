import { PictureInPicture2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/core.tsx'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { useReport } from '../../app/report.ts'
import { inWindow } from '../../host/index.ts'

/** Commands of the desktop app. */
export function DesktopCommands() {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const commands = useMemo((): Command[] => {
    if (!inWindow) return []
    const openPanel = () => void report(client.desktop.openPanel())
    return [{ id: 'desktop.panel', label: t('desktop.quickView'), icon: PictureInPicture2, run: openPanel }]
  }, [t, client, report])
  useCommands('desktop', commands)
  return null
}
