import { useMutation, useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { ModelUpdate } from '#shared/contract/updates.ts'
import { useClient } from '../../app/core.tsx'
import { useUpdates } from '../../app/data/updates.ts'
import { useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { useReport } from '../../app/report.ts'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { problemOf } from '../../host/index.ts'
import { Button, Checkbox, Dialog, ModelName, ProblemView, ProgressBar, useProblemText } from '../../ui/index.ts'
import { updateCalls } from './calls.ts'
import { useUpdateDialogs } from './dialogs.ts'
import { Keeping, useBinChoice } from './Keeping.tsx'
import { roomFor, sumOf } from './sum.ts'
import { useHeadline } from './use-headline.ts'
import { useStartUpdates } from './use-start-updates.ts'

interface ListDialogProps {
  host: Host
  /** The updates that are chosen at first; `null` for all. */
  names: readonly string[] | null
  /** Whether all models are checked first. */
  checks: boolean
  onClose: () => void
}

const MINUTE = 60_000
const none: readonly ModelUpdate[] = []

/** The updates of the models of a host: checks for them, and starts those that are chosen. */
export function ListDialog({ host, names, checks, onClose }: ListDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const hostId = host.id
  const updates = useUpdates(hostId)
  const nameOf = useHostName()
  const act = useRef<HTMLButtonElement>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(() => new Set())
  const check = useMutation({ mutationFn: () => client.updates.check({ hostId }) })
  const { mutate: begin } = check
  useEffect(() => {
    if (checks) begin()
  }, [checks, begin])
  const choice = useBinChoice()
  const start = useStartUpdates(hostId, onClose)
  const models = updates?.models ?? none
  const offered = models.filter((update) => update.offered && (names === null || names.includes(update.name)))
  const chosen = offered.filter(({ name }) => !left.has(name))
  const sum = sumOf(chosen)
  const toggle = (name: string, isChosen: boolean) =>
    setLeft((before) => new Set(isChosen ? [...before].filter((other) => other !== name) : [...before, name]))
  const isChecking = updates?.checking != null || check.isPending
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="wide"
      title={t('updates.list.title')}
      description={t('updates.list.on', { host: nameOf(host) })}
      initialFocus={act}
      actions={
        <>
          <span role="status" className="figures mr-auto min-w-0 text-ink-2">
            {chosen.length > 0 &&
              t('updates.list.sum', {
                count: chosen.length,
                value: format.count(chosen.length),
                size: format.amount(sum),
              })}
          </span>
          <Button onClick={onClose}>{t('common.act.close')}</Button>
          <Button
            ref={act}
            variant="primary"
            busy={start.isPending}
            disabled={chosen.length === 0}
            onClick={() => start.mutate({ names: chosen.map(({ name }) => name), bin: choice.bin })}
          >
            {t('updates.list.act', { value: format.count(chosen.length) })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-14">
        <Check hostId={hostId} isChecking={isChecking} onCheck={() => begin()} />
        {check.error && !isChecking && <ProblemView problem={problemOf(check.error)} />}
        {offered.length > 0 ? (
          <>
            <ul className="divide-y divide-line rounded-control border border-line">
              {offered.map((update) => (
                <Offered
                  key={update.name}
                  update={update}
                  isChosen={!left.has(update.name)}
                  onChoose={(isChosen) => toggle(update.name, isChosen)}
                />
              ))}
            </ul>
            <Room hostId={hostId} chosen={chosen} />
            <Keeping {...choice} />
          </>
        ) : (
          !isChecking && models.length > 0 && <p>{t('updates.list.none')}</p>
        )}
        {names === null && <Others hostId={hostId} models={models} />}
        {chosen.length > 0 && (
          <ShowCall
            calls={() =>
              updateCalls(
                chosen.map(({ name }) => name),
                choice.keptAt,
              )
            }
          />
        )}
      </div>
    </Dialog>
  )
}

/** When was checked, or how far a check is, and the button for it. */
function Check({ hostId, isChecking, onCheck }: { hostId: string; isChecking: boolean; onCheck: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(MINUTE)
  const client = useClient()
  const report = useReport()
  const updates = useUpdates(hostId)
  if (!updates) return null
  const { refusal, checking, checkedAt, waitsUntil } = updates
  const progress = checking && {
    done: format.count(checking.done),
    all: format.count(checking.total),
  }
  return (
    <div className="flex items-center gap-12">
      <div role="status" className="min-w-0 flex-1 text-ink-2">
        {refusal !== null
          ? t(`updates.list.refusal.${refusal}`)
          : progress
            ? t('updates.list.checking', progress)
            : checkedAt === null
              ? t('updates.list.never')
              : t('updates.list.checked', { ago: format.ago(checkedAt, now) })}
        {waitsUntil !== null && waitsUntil > now && (
          <p>{t('updates.list.waits', { time: format.upcoming(waitsUntil, now) })}</p>
        )}
        {checking && progress && (
          <ProgressBar
            label={t('updates.list.check')}
            text={t('updates.list.checking', progress)}
            segments={[{ key: 'models', size: checking.total, done: checking.done }]}
          />
        )}
      </div>
      {isChecking ? (
        <Button onClick={() => void report(client.updates.stop({ hostId }))}>{t('updates.list.stop')}</Button>
      ) : (
        <Button disabled={refusal !== null} onClick={onCheck}>
          {t('updates.list.check')}
        </Button>
      )}
    </div>
  )
}

interface OfferedProps {
  update: ModelUpdate
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
}

function Offered({ update, isChosen, onChoose }: OfferedProps) {
  const { t } = useTranslation()
  const headline = useHeadline()
  const show = useUpdateDialogs((dialogs) => dialogs.show)
  const { name, verdict } = update
  return (
    <li className="flex items-center gap-10 px-10 py-6">
      <Checkbox checked={isChosen} onCheckedChange={onChoose} label={t('updates.list.select', { name })} />
      <div className="min-w-0 flex-1">
        <ModelName name={name} />
        <p className="figures text-caption text-ink-2 first-letter:uppercase">
          {headline({ ...update, isKnown: verdict === 'update' })}
          {verdict === 'probably_update' && ` · ${t('updates.list.probably')}`}
        </p>
      </div>
      <Button
        aria-label={t('updates.list.review', { name })}
        onClick={() => show({ kind: 'review', name, checks: false })}
      >
        {t('updates.list.reviewShort')}
      </Button>
    </li>
  )
}

/** How much is free, where that is known, and whether it is enough for all chosen updates. */
function Room({ hostId, chosen }: { hostId: string; chosen: readonly ModelUpdate[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const [{ name } = { name: '' }] = chosen
  const { data } = useQuery({
    queryKey: ['update-room', hostId],
    queryFn: ({ signal }) => client.transfers.preview({ hostId, name }, { signal }),
    enabled: name !== '',
    staleTime: Infinity,
    gcTime: 0,
  })
  if (!data?.disk) return null
  const { needed, free, isEnough } = roomFor(chosen, data.disk.free)
  return (
    <p className={isEnough ? 'figures text-ink-2' : 'text-warning'}>
      {isEnough
        ? t('updates.review.free', { size: format.bytes(free) })
        : t('updates.review.noRoom', { needed: format.bytes(needed), free: format.bytes(free) })}
    </p>
  )
}

/** Models of which it is not known whether there is an update, with the reason, and those whose updates are unwanted. */
function Others({ hostId, models }: { hostId: string; models: readonly ModelUpdate[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const report = useReport()
  const problemText = useProblemText()
  const unwanted = models.filter(({ skipped, never }) => skipped || never)
  const unknown = models.filter(({ never, problem, verdict }) => !never && (problem || verdict in whys))
  const offer = ({ name, never }: ModelUpdate) =>
    report(
      never
        ? client.updates.never({ hostId, name, never: false })
        : client.updates.skip({ hostId, name, digest: null }),
    )
  const why = ({ verdict, reason, problem }: ModelUpdate) => {
    if (problem) return problemText(problem).title
    const key = verdict === 'not_asked' ? reason : whys[verdict as keyof typeof whys]
    return key ? t(`updates.list.why.${key}`) : ''
  }
  return (
    <>
      {unwanted.length > 0 && (
        <Folded title={t('updates.list.unwanted', { count: unwanted.length, value: format.count(unwanted.length) })}>
          {unwanted.map((update) => (
            <li key={update.name} className="flex items-center gap-10 py-3">
              <span className="min-w-0 flex-1">
                <ModelName name={update.name} />
              </span>
              <Button aria-label={t('updates.list.offerOne', { name: update.name })} onClick={() => void offer(update)}>
                {t('updates.list.offer')}
              </Button>
            </li>
          ))}
        </Folded>
      )}
      {unknown.length > 0 && (
        <Folded title={t('updates.list.others', { count: unknown.length, value: format.count(unknown.length) })}>
          {unknown.map((update) => (
            <li key={update.name} className="py-2">
              <ModelName name={update.name} /> <span className="text-ink-2">{why(update)}</span>
            </li>
          ))}
        </Folded>
      )}
    </>
  )
}

const whys = {
  not_asked: null,
  not_in_registry: 'not_in_registry',
  retired: 'retired',
  private: 'private',
} as const

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="flex w-fit items-center gap-4 rounded-small text-ink-2">
        <ChevronRight size={12} aria-hidden className="transition-transform duration-100 group-open:rotate-90" />
        {title}
      </summary>
      <ul className="mt-4 pl-16">{children}</ul>
    </details>
  )
}
