import {
  CircleStop,
  Cloud,
  Columns2,
  Copy,
  ExternalLink,
  MessageSquare,
  PencilLine,
  Play,
  SlidersHorizontal,
  Trash2,
  Upload,
  X,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { modelPage } from '#shared/domain/model-page.ts'
import { Badge, Button, IconButton, ModelName, ProblemView } from '../../ui/index.ts'
import { useModelActs, type ModelActs } from '../library/acts.ts'
import { useElapsed, useMemoryProblem, useMemoryWork, type MemoryWork } from '../library/memory.ts'
import { isPossible } from '../library/possible-acts.ts'

interface InspectorHeadProps {
  hostId: string
  name: string
  /** The model in the list; `undefined` while the list is unknown, or if the model is gone. */
  model: Model | undefined
  loadedAs: string | null
  onClose: () => void
}

/** Name, state in memory, and acts of the model. */
export function InspectorHead({ hostId, name, model, loadedAs, onClose }: InspectorHeadProps) {
  const { t } = useTranslation()
  const problem = useMemoryProblem(hostId, name)
  const work = useMemoryWork(hostId, name)
  const acts = useModelActs(hostId)
  return (
    <header className="flex shrink-0 flex-col gap-10 px-14 pt-14 pb-8">
      <div className="flex items-start gap-10">
        <h2 className="flex min-w-0 flex-1 flex-wrap items-center gap-x-8 gap-y-4 text-[15px] leading-20">
          <ModelName name={name} wrap />
          {work?.kind === 'load' && (
            <Badge tone="soft">
              {t('library.state.load')} <Elapsed since={work.since} />
            </Badge>
          )}
          {loadedAs !== null && work?.kind !== 'load' && (
            <Badge tone="soft" dot>
              {loadedAs === name ? t('library.state.loaded') : t('library.state.loadedAs', { name: loadedAs })}
            </Badge>
          )}
          {model?.cloud && (
            <Badge tone={model.cloud.gone ? 'warning' : 'neutral'}>
              <Cloud size={12} aria-hidden />
              {t(model.cloud.gone ? 'library.cloudGone' : 'library.cloud')}
            </Badge>
          )}
        </h2>
        {model && acts.hasPages && modelPage(model) !== null && (
          <IconButton
            icon={ExternalLink}
            label={t('library.act.page')}
            onClick={() => acts.openPage(model)}
            className="-mt-4"
          />
        )}
        {model && isPossible('try', model) && (
          <IconButton
            icon={MessageSquare}
            label={t('library.act.try')}
            onClick={() => acts.tryModel(model)}
            className="-mt-4"
          />
        )}
        {model && !model.readOnly && (
          <IconButton
            icon={Columns2}
            label={t('library.act.compare')}
            onClick={() => acts.compare(model)}
            className="-mt-4"
          />
        )}
        <IconButton icon={X} label={t('inspector.close')} shortcut="escape" onClick={onClose} className="-mt-4 -mr-4" />
      </div>
      {model && !model.readOnly && <Acts hostId={hostId} model={model} isLoaded={loadedAs !== null} />}
      {problem && <ProblemView problem={problem} />}
    </header>
  )
}

/** Without icons where all acts would not fit in a line. */
const wordsFirst = '@max-[440px]:[&>svg]:hidden'

function Acts({ hostId, model, isLoaded }: { hostId: string; model: Model; isLoaded: boolean }) {
  const { t } = useTranslation()
  const acts = useModelActs(hostId)
  const work = useMemoryWork(hostId, model.name)
  return (
    <fieldset
      disabled={acts.isOffline}
      title={acts.isOffline ? t('library.offline.act') : undefined}
      className="@container"
    >
      <div className="flex flex-wrap gap-x-3 gap-y-4">
        {isPossible('memory', model) && <MemoryActs model={model} acts={acts} isLoaded={isLoaded} work={work} />}
        <Button icon={Copy} className={wordsFirst} onClick={() => acts.copy(model)}>
          {t('inspector.act.copy')}
        </Button>
        <Button icon={PencilLine} className={wordsFirst} onClick={() => acts.rename(model)}>
          {t('inspector.act.rename')}
        </Button>
        {isPossible('push', model) && (
          <Button icon={Upload} className={wordsFirst} onClick={() => acts.push(model)}>
            {t('inspector.act.push')}
          </Button>
        )}
        <IconButton
          variant="danger-quiet"
          icon={Trash2}
          label={t('inspector.act.remove')}
          shortcut="delete"
          className="ml-auto"
          onClick={() => acts.remove([model])}
        />
      </div>
    </fieldset>
  )
}

interface MemoryActsProps {
  model: Model
  acts: ModelActs
  isLoaded: boolean
  work: MemoryWork | undefined
}

/** Loads, unloads or stops; beside it, unless it is at work, a load with options. */
function MemoryActs({ model, acts, isLoaded, work }: MemoryActsProps) {
  const { t } = useTranslation()
  if (work?.kind === 'load')
    return (
      <Button icon={X} onClick={() => acts.memory.stop(model.name)} className="min-w-86">
        {t('inspector.act.stop')}
      </Button>
    )
  return (
    <div className="flex">
      {isLoaded || work ? (
        <Button
          icon={CircleStop}
          busy={work !== undefined}
          onClick={() => void acts.memory.unload(model.name)}
          className="min-w-86"
        >
          {t('inspector.act.unload')}
        </Button>
      ) : (
        <Button icon={Play} onClick={() => void acts.memory.load(model.name)} className="min-w-86">
          {t('inspector.act.load')}
        </Button>
      )}
      <IconButton
        icon={SlidersHorizontal}
        variant="secondary"
        label={t('library.act.loadWith')}
        disabled={work !== undefined}
        onClick={() => acts.loadWith(model)}
        className="-ml-1"
      />
    </div>
  )
}

function Elapsed({ since }: { since: number }) {
  return <span className="figures">{useElapsed(since)}</span>
}
