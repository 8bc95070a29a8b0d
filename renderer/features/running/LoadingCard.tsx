import { useTranslation } from 'react-i18next'
import { Button, Card, ModelName, StateDot } from '../../ui/index.ts'
import { useElapsed, type Loading } from '../library/memory.ts'

/** A model on its way into memory, of which the server says nothing until it is there. */
export function LoadingCard({ loading: { name, since, stop } }: { loading: Loading }) {
  const { t } = useTranslation()
  const time = useElapsed(since)
  return (
    <Card aria-label={name} className="flex flex-wrap items-center gap-x-14 gap-y-8 px-14 py-12">
      <div className="min-w-200 flex-1">
        <div className="flex items-center gap-8">
          <StateDot state="busy" label={t('library.state.load')} />
          <ModelName name={name} />
        </div>
        <p className="figures mt-2 text-caption text-ink-2">{t('running.loadDialog.loading', { time })}</p>
      </div>
      <Button onClick={stop}>{t('library.act.stop')}</Button>
    </Card>
  )
}
