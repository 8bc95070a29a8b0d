import { CircleFadingArrowUp, CircleStop, Columns2, Download, Play, Trash2, X } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { held } from '#shared/domain/sharing.ts'
import { useFormat } from '../../app/i18n.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { MOST_LOADS, split, type ModelActs } from './acts.ts'
import type { loadedAs } from './possible-acts.ts'
import { noSelection } from './selection.ts'
import { useLibrary } from './state.ts'
import type { List } from './use-list.ts'

/** In a narrow space the icons are hidden in favour of the figures. */
const plain = '@max-[640px]:[&>svg]:hidden'

interface SelectionBarProps {
  models: readonly Model[]
  list: List
  running: Parameters<typeof loadedAs>[1]
  acts: ModelActs
}

/** Summary of the selected models, and the acts on all of them. */
export function SelectionBar({ models, list, running, acts }: SelectionBarProps) {
  const { t } = useTranslation()
  const select = useLibrary((library) => library.select)
  const focusList = useLibrary((library) => library.focusList)
  const { selected } = list
  const updates = selected.filter((model) => acts.updateOf(model)?.offered)
  const [one, other] = selected.filter(({ readOnly }) => !readOnly)
  const { loaded, idle } = split(selected, running)
  const tooMany = idle.length > MOST_LOADS ? t('library.selection.tooMany', { value: String(MOST_LOADS) }) : undefined
  const offline = acts.isOffline ? t('library.offline.act') : undefined
  return (
    <section
      data-selection
      aria-label={t('library.selection.label')}
      className="@container flex h-44 shrink-0 items-center gap-6 border-t border-line bg-inset px-10"
    >
      <IconButton
        icon={X}
        label={t('library.selection.clear')}
        shortcut="escape"
        onClick={() => {
          select(noSelection)
          focusList()
        }}
      />
      <Summary models={models} list={list} />
      <Button
        icon={Play}
        disabled={idle.length === 0 || (offline ?? tooMany) !== undefined}
        title={offline ?? tooMany}
        className={plain}
        onClick={() => acts.toggleAll(idle, running)}
      >
        {t('library.act.load')}
      </Button>
      <Button
        icon={CircleStop}
        disabled={loaded.length === 0}
        onClick={() => acts.unloadAll(loaded, running)}
        className={plain}
      >
        {t('library.act.unload')}
      </Button>
      {one && other && selected.length === 2 ? (
        <Button icon={Columns2} onClick={() => acts.compare(one, other)} className={plain}>
          {t('library.selection.compare')}
        </Button>
      ) : null}
      {updates.length > 0 && (
        <Button icon={CircleFadingArrowUp} onClick={() => acts.reviewUpdates(updates)} className={plain}>
          {t('library.selection.update')}
        </Button>
      )}
      {acts.canTransfer && (
        <Button icon={Download} onClick={() => void acts.pullAll(selected)} className={plain}>
          {t('library.selection.pull')}
        </Button>
      )}
      <Button
        variant="danger-quiet"
        icon={Trash2}
        disabled={acts.isOffline}
        title={offline}
        onClick={() => acts.remove(selected)}
        className={plain}
      >
        {t('library.act.remove')}
      </Button>
    </section>
  )
}

/** "3 models, 12.4 GB, of which 2.0 GB shared" */
function Summary({ models, list: { selected, weightsOf } }: Pick<SelectionBarProps, 'models' | 'list'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { bytes, shared } = useMemo(() => held(selected, models, weightsOf), [selected, models, weightsOf])
  const parts = [
    t('common.models', { count: selected.length, value: format.count(selected.length) }),
    selected.every(({ cloud }) => cloud) ? t('library.selection.noFiles') : format.amount(bytes),
    ...(shared.bytes > 0 ? [t('library.selection.shared', { size: format.amount(shared) })] : []),
  ]
  const text = parts.join(t('library.selection.comma'))
  return (
    <span role="status" title={text} className="figures mr-auto line-clamp-2 min-w-0 pr-8 leading-16 text-balance">
      {text}
    </span>
  )
}
