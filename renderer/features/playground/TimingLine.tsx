import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { ModelName } from '../../ui/index.ts'
import { usePlayground } from './store.ts'
import { timingOf } from './timing.ts'

/** What the last run was and what it took, by the server's own figures where it gives them. */
export function TimingLine() {
  const { t } = useTranslation()
  const format = useFormat()
  const run = usePlayground(({ result }) => result?.run)
  const timing = run && timingOf(run)
  return (
    <div
      role="status"
      className="figures flex min-h-38 shrink-0 flex-wrap content-center items-center gap-x-18 gap-y-2 text-code text-ink-2"
    >
      {run && timing ? (
        <>
          <ModelName name={run.model} />
          <span>
            {t('playground.timing.shape', { texts: format.count(run.count), dimensions: format.count(run.dimensions) })}
          </span>
          {timing.tokens === null ? null : (
            <span>{t('playground.timing.tokens', { count: timing.tokens, value: format.count(timing.tokens) })}</span>
          )}
          <span>
            {t(timing.isMeasured ? 'playground.timing.measured' : 'playground.timing.total', {
              time: format.duration(timing.ms),
            })}
            {timing.loadMs === null
              ? null
              : ` · ${t('playground.timing.load', { time: format.duration(timing.loadMs) })}`}
          </span>
          {timing.tokensPerSecond === null ? null : (
            <span>{t('playground.timing.speed', { value: format.count(timing.tokensPerSecond) })}</span>
          )}
        </>
      ) : null}
    </div>
  )
}
