import { useTranslation } from 'react-i18next'
import { Button, Card, ModelName, StateDot, useModelLabel } from '../../ui/index.ts'
import type { Loading } from '#shared/contract/running.ts'
import { useElapsed, useMemoryActs } from '../library/memory.ts'

/** A model that is being loaded; the server does not list it until it is loaded. */
export function LoadingCard({ hostId, name, startedAt }: Loading & { hostId: string }) {
  const { t } = useTranslation()
  const time = useElapsed(startedAt)
  const memory = useMemoryActs(hostId)
  return (
    <Card aria-label={useModelLabel()(name)} className="flex flex-wrap items-center gap-x-14 gap-y-8 px-14 py-12">
      <div className="min-w-200 flex-1">
        <div className="flex items-center gap-8">
          <StateDot state="busy" label={t('library.state.load')} />
          <ModelName name={name} />
        </div>
        <p className="figures mt-2 text-caption text-ink-2">{t('running.loadDialog.loading', { time })}</p>
      </div>
      <Button onClick={() => memory.stop(name)}>{t('library.act.stop')}</Button>
    </Card>
  )
}
