import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { UpdateReview } from '#shared/contract/updates.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { problemOf } from '../../host/index.ts'
import { Button, Dialog, notify, ProblemView, Segmented, Skeleton } from '../../ui/index.ts'
import { updateCalls } from './calls.ts'
import { Keeping, useBinChoice } from './Keeping.tsx'
import { Layers } from './Layers.tsx'
import { TextDiff, type DiffColumns } from './TextDiff.tsx'
import { useHeadline } from './use-headline.ts'
import { useStartUpdates } from './use-start-updates.ts'

interface ReviewDialogProps {
  host: Host
  name: string
  /** Whether the model is checked first. */
  checks: boolean
  onClose: () => void
}

/** What an update of a model changes, before it is made. */
export function ReviewDialog({ host, name, checks, onClose }: ReviewDialogProps) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const hostId = host.id
  const act = useRef<HTMLButtonElement>(null)
  const review = useQuery({
    queryKey: [...queryKeys.host(hostId), 'update-review', name],
    queryFn: async ({ signal }) => {
      if (checks) await client.updates.check({ hostId, names: [name] }, { signal })
      return client.updates.review({ hostId, name }, { signal })
    },
    staleTime: Infinity,
    gcTime: 0,
  })
  const found = review.data
  const choice = useBinChoice()
  const start = useStartUpdates(hostId, onClose)
  const isNew = found?.verdict === 'update' || found?.verdict === 'probably_update'
  const skip = async ({ registryDigest: digest }: UpdateReview) => {
    if (!(await report(client.updates.skip({ hostId, name, digest })))) return
    notify({ title: t('updates.review.skipped') })
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="large"
      title={t('updates.review.title', { name })}
      initialFocus={act}
      actions={
        <>
          {found && isNew && (
            <Button variant="ghost" className="mr-auto" onClick={() => void skip(found)}>
              {t('updates.review.skip')}
            </Button>
          )}
          <Button onClick={onClose}>{t(found && !isNew ? 'common.act.close' : 'common.act.cancel')}</Button>
          {(!found || isNew) && (
            <Button
              ref={act}
              variant="primary"
              busy={review.isFetching || start.isPending}
              disabled={review.isError}
              onClick={() => start.mutate({ names: [name], bin: choice.bin })}
            >
              {t('updates.review.act')}
            </Button>
          )}
        </>
      }
    >
      {review.isError ? (
        <ProblemView
          problem={problemOf(review.error)}
          onRetry={() => void review.refetch()}
          retrying={review.isFetching}
        />
      ) : !found ? (
        <div role="status" aria-busy aria-label={t('updates.review.asking')} className="flex flex-col gap-10 py-6">
          <Skeleton className="w-320" />
          <Skeleton className="w-200" />
          <Skeleton className="w-280" />
        </div>
      ) : isNew ? (
        <>
          <Found review={found} host={host}>
            <Keeping {...choice} />
          </Found>
          <div className="mt-14">
            <ShowCall calls={() => updateCalls([name], choice.keptAt)} />
          </div>
        </>
      ) : (
        <p>{t(found.verdict === 'current' ? 'updates.review.current' : 'updates.review.probablyCurrent')}</p>
      )}
    </Dialog>
  )
}

const MINUTE = 60_000

/** Width of the window from which a text is shown in two columns at first, in pixels. */
const WIDE = 820

interface FoundProps {
  review: UpdateReview
  host: Host
  children: ReactNode
}

function Found({ review, host, children }: FoundProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(MINUTE)
  const headline = useHeadline()
  const [columns, setColumns] = useState<DiffColumns>(() => (window.innerWidth < WIDE ? 'one' : 'two'))
  const { summary, verdict, disk, pushedAt, requires, needsVersion, texts, keeping } = review
  const isKnown = review.layers.every(({ change }) => change !== 'unknown')
  const facts = [
    pushedAt !== null && t('updates.review.pushed', { ago: format.ago(pushedAt, now) }),
    t('updates.review.total', { size: format.bytes(summary.total) }),
    t('updates.review.fetch', { size: format.amount(summary.toFetch) }),
    t('updates.review.reuse', { size: format.amount(summary.reused) }),
    disk !== null && t('updates.review.free', { size: format.bytes(disk.free) }),
    requires !== null && needsVersion === null && t('updates.review.needs', { version: requires }),
  ].filter((fact) => fact !== false)
  const warnings = [
    needsVersion !== null && t('updates.review.needsVersion', { version: needsVersion, has: host.version ?? '' }),
    disk !== null &&
      disk.needed > disk.free &&
      t('updates.review.noRoom', { needed: format.bytes(disk.needed), free: format.bytes(disk.free) }),
  ].filter((warning) => warning !== false)
  return (
    <div className="flex flex-col gap-14">
      <div>
        <p role="status" className="font-semibold first-letter:uppercase">
          {headline({ changes: summary.changes, toFetch: summary.toFetch, isKnown })}
        </p>
        <p className="figures mt-2 text-ink-2">{facts.join(' · ')}</p>
        {verdict === 'probably_update' && <p className="mt-2 text-ink-2">{t('updates.review.probably')}</p>}
        {warnings.map((warning) => (
          <p key={warning} className="mt-6 flex items-start gap-6 text-warning">
            <TriangleAlert size={14} aria-hidden className="mt-3 shrink-0" />
            <span>{warning}</span>
          </p>
        ))}
      </div>
      {children}
      <Section title={t('updates.review.layers')}>
        <Layers layers={review.layers} />
      </Section>
      {texts.length > 0 && (
        <Section
          title={t('updates.review.texts')}
          beside={
            <Segmented
              label={t('updates.review.columns.label')}
              value={columns}
              onValueChange={setColumns}
              items={(['one', 'two'] as const).map((value) => ({ value, label: t(`updates.review.columns.${value}`) }))}
            />
          }
        >
          {texts.map((text) => (
            <div key={text.kind} className="mt-8">
              <h4 className="mb-4 text-ink-2 first-letter:uppercase">{t(`transfers.size.kind.${text.kind}`)}</h4>
              {text.problem ? (
                <ProblemView problem={text.problem} size="line" />
              ) : (
                <TextDiff text={text} columns={columns} />
              )}
            </div>
          ))}
        </Section>
      )}
      {keeping.copies.length + keeping.made.length > 0 && (
        <Section title={t('updates.review.keeping')}>
          {(['copies', 'made'] as const).map(
            (kind) =>
              keeping[kind].length > 0 && (
                <p key={kind} className="wrap-anywhere text-ink-2">
                  {t(`updates.review.${kind}`, { names: format.list(keeping[kind]) })}
                </p>
              ),
          )}
        </Section>
      )}
    </div>
  )
}

function Section({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className="mb-4 flex items-center justify-between gap-10">
        <h3 className="font-semibold">{title}</h3>
        {beside}
      </div>
      {children}
    </section>
  )
}
