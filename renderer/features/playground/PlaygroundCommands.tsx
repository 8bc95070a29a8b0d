import { ChartScatter } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useCommands, type Command } from '../../app/palette/commands.ts'

export function PlaygroundCommands() {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const isUp = host?.reach === 'up'
  const go = useNavigation((navigation) => navigation.go)
  const commands = useMemo(() => {
    const list: Command[] = []
    if (isUp)
      list.push({
        id: 'playground.embed',
        label: t('palette.embed'),
        icon: ChartScatter,
        run: () => go('playground'),
      })
    return list
  }, [t, isUp, go])
  useCommands('playground', commands)
  return null
}
