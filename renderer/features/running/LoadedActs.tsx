import { CircleStop, InfinityIcon, SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { Button, Menu, type MenuEntry } from '../../ui/index.ts'
import { useMemoryActs, useMemoryWork } from '../library/memory.ts'
import { useRunningDialogs } from './dialogs.ts'
import { keepTimes, type KeepTime } from './keep-alive-draft.ts'
import { useKeep } from './queries.ts'

export function LoadedActs({ hostId, model }: { hostId: string; model: Loaded }) {
  const { t } = useTranslation()
  const format = useFormat()
  const memory = useMemoryActs(hostId)
  const work = useMemoryWork(hostId, model.name)
  const keep = useKeep(hostId)
  const openLoad = useRunningDialogs((dialogs) => dialogs.openLoad)
  const times = Object.keys(keepTimes) as KeepTime[]
  const note =
    model.contextLength === null
      ? t('running.keep.noteUnknown')
      : t('running.keep.note', { value: format.count(model.contextLength) })
  const entries: MenuEntry[] = [
    { heading: t('running.keep.heading') },
    ...times.map((time) => ({
      label: t(`running.keep.choices.${time}`),
      onSelect: () => keep.mutate({ model, time }),
    })),
    { heading: note },
    'line',
    { label: t('running.loadOther'), icon: SlidersHorizontal, onSelect: () => openLoad(model.name) },
  ]
  return (
    <div className="flex gap-8">
      <Menu
        align="end"
        entries={entries}
        trigger={
          <Button icon={InfinityIcon} busy={keep.isPending}>
            {t('running.keep.label')}
          </Button>
        }
      />
      <Button icon={CircleStop} busy={work?.kind === 'unload'} onClick={() => void memory.unload(model.name)}>
        {t('running.unload')}
      </Button>
    </div>
  )
}
