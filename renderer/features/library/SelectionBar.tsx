import { CircleStop, Play, Trash2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { diskUse } from '#shared/domain/sharing.ts'
import { useFormat } from '../../app/i18n.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { MOST_LOADS, split, type ModelActs } from './acts.ts'
import type { loadedAs } from './loaded.ts'
import { noMarks } from './marks.ts'
import { useLibrary } from './state.ts'

interface SelectionBarProps {
  models: readonly Model[]
  running: Parameters<typeof loadedAs>[1]
  acts: ModelActs
}

/** What is marked, and what can be done to all of it at once. */
export function SelectionBar({ models, running, acts }: SelectionBarProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { mark, focusList } = useLibrary()
  const { loaded, idle } = split(models, running)
  const { unique } = diskUse([...models])
  return (
    <section
      aria-label={t('library.selection.label')}
      className="flex h-44 shrink-0 items-center gap-6 border-t border-line bg-inset px-10"
    >
      <IconButton
        icon={X}
        label={t('library.selection.clear')}
        keys="escape"
        onClick={() => {
          mark(noMarks)
          focusList()
        }}
      />
      <span role="status" className="figures mr-8 min-w-0 truncate">
        <span className="font-semibold">{t('library.selection.count', { value: format.count(models.length) })}</span>
        <span className="text-ink-2">{` · ${format.bytes(unique)}`}</span>
      </span>
      <Button
        icon={Play}
        disabled={idle.length === 0 || idle.length > MOST_LOADS}
        onClick={() => acts.toggleAll(idle, running)}
      >
        {t('library.act.load')}
      </Button>
      <Button icon={CircleStop} disabled={loaded.length === 0} onClick={() => acts.unloadAll(loaded, running)}>
        {t('library.act.unload')}
      </Button>
      <Button variant="danger-quiet" icon={Trash2} onClick={() => acts.remove(models)}>
        {t('library.act.remove')}
      </Button>
    </section>
  )
}
