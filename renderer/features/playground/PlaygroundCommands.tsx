import { ChartScatter } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useCommands, type Command } from '../../app/palette/commands.ts'
import { useSetup } from './setup/store.ts'

export function PlaygroundCommands() {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const isUp = host?.reach === 'up'
  const { inspected, go } = useNavigation()
  const change = useSetup((setup) => setup.change)
  const models = useModels(host?.id ?? null, isUp).data
  const embeds = models?.some(({ name, capabilities }) => name === inspected && capabilities?.includes('embedding'))
  const commands = useMemo(() => {
    const list: Command[] = []
    if (isUp)
      list.push({
        id: 'playground.embed',
        label: t('playground.commands.embed'),
        icon: ChartScatter,
        run: () => go('playground'),
      })
    if (isUp && embeds === true && inspected !== null)
      list.push({
        id: 'playground.embedWith',
        label: t('playground.commands.embedWith', { name: inspected }),
        icon: ChartScatter,
        run: () => {
          change({ model: inspected })
          go('playground')
        },
      })
    return list
  }, [t, isUp, embeds, inspected, go, change])
  useCommands('playground', commands)
  return null
}
