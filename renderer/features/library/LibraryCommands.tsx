import { CircleStop, Columns2, Copy, PanelRight, PencilLine, Play, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { useLoaded } from '../../app/data/running.ts'
import { useNavigation } from '../../app/navigation.ts'
import { type Command, useCommands } from '../../app/palette/commands.ts'
import { useModelActs } from './acts.ts'
import { isPossible, loadedAs } from './possible-acts.ts'

const none: Command[] = []

/** Commands for the model in the inspector. */
export function LibraryCommands() {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const hostId = host?.id ?? null
  const inspected = useNavigation((navigation) => navigation.inspected)
  const models = useModels(hostId, host?.reach === 'up').data
  const model = models?.find(({ name }) => name === inspected)
  const running = useLoaded(hostId)
  const isLoaded = model !== undefined && loadedAs(model, running ?? []) !== null
  const acts = useModelActs(hostId ?? '')
  const commands = useMemo((): Command[] => {
    if (!model) return none
    const { name } = model
    const inspect = {
      id: 'library.inspect',
      label: t('library.command.open', { name }),
      icon: PanelRight,
      run: () => acts.inspect(model),
    }
    if (model.readOnly) return [inspect]
    const memory = isLoaded
      ? { label: t('library.command.unload', { name }), icon: CircleStop, run: () => void acts.memory.unload(name) }
      : { label: t('library.command.load', { name }), icon: Play, run: () => void acts.memory.load(name) }
    return [
      inspect,
      ...(isPossible('memory', model) ? [{ id: 'library.memory', ...memory }] : []),
      {
        id: 'library.compare',
        label: t('library.command.compare', { name }),
        icon: Columns2,
        run: () => acts.compare(model),
      },
      {
        id: 'library.copy',
        label: t('library.command.copy', { name }),
        icon: Copy,
        run: () => acts.copy(model),
      },
      {
        id: 'library.rename',
        label: t('library.command.rename', { name }),
        icon: PencilLine,
        run: () => acts.rename(model),
      },
      {
        id: 'library.remove',
        label: t('library.command.remove', { name }),
        icon: Trash2,
        run: () => acts.remove([model]),
      },
    ]
  }, [t, model, isLoaded, acts])
  useCommands('library', commands)
  return null
}
