import { useQuery } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { isLoopback } from '#shared/ollama/host-url.ts'
import { useClient } from '../../app/core.tsx'
import { useInfo } from '../../app/data/settings.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import type { MenuEntry } from '../../ui/index.ts'

/** The menu entry that shows the models folder in the file manager, for a host whose folder is on this computer. */
export function useModelsFolderEntry({ id: hostId, url, reach, kind }: Host): MenuEntry[] {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const canOpen = useInfo()?.canOpenFolder === true
  const { data: folder = null } = useQuery({
    queryKey: [...queryKeys.host(hostId), 'models-folder'],
    queryFn: () => client.hosts.modelsFolder({ hostId }),
    enabled: canOpen && reach === 'up' && kind !== 'sandbox' && isLoopback(url),
  })
  if (folder === null) return []
  const onSelect = () => void report(client.hosts.openModelsFolder({ hostId }))
  return [{ label: t('hosts.modelsFolder'), icon: FolderOpen, onSelect }]
}
