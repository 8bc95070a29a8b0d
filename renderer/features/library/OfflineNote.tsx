import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { isHere } from '#shared/i18n/problem-words.ts'
import { useListReadAt } from '../../app/data/models.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { Button, ProblemView } from '../../ui/index.ts'
import { HostFix } from '../hosts/HostFix.tsx'
import { useHostProblem } from '../hosts/queries.ts'
import { StartLocal } from '../welcome/LocalOllama.tsx'

const MINUTE = 60_000

/** Says that the list is not that of now, and why: its host does not answer. `shown`: the number of models in it. */
export function OfflineNote({ host, shown }: { host: Host; shown: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(MINUTE)
  const { at, total } = useListReadAt(host.id)
  const { problem, onRetry, retrying, retryLabel } = useHostProblem(host)
  return (
    <section
      aria-label={t('common.reach.down')}
      className="flex shrink-0 flex-wrap items-center gap-10 rounded-card border border-line bg-bad-soft px-12 py-8"
    >
      <div className="min-w-0 flex-1">
        <p className="figures font-semibold">
          {t('library.offline.asOf', { ago: format.ago(at, now) })}
          {total !== null && total > shown && (
            <span className="ml-6 font-normal">
              {t('library.offline.cut', { shown: format.count(shown), all: format.count(total) })}
            </span>
          )}
        </p>
        <ProblemView size="line" problem={problem} />
      </div>
      {host.kind === 'local' && isHere(problem) ? <StartLocal /> : <HostFix host={host} className="shrink-0" />}
      <Button busy={retrying} onClick={onRetry} className="shrink-0">
        {retryLabel}
      </Button>
    </section>
  )
}
