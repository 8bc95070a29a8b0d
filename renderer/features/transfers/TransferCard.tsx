import { ChevronDown, ChevronUp, Download, Upload } from 'lucide-react'
import { memo, useCallback, useId, useState, type ReactNode, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isAtWork, isEnded } from '#shared/domain/transfer-state.ts'
import { useCurrentHost, useHostNames } from '../../app/data/hosts.ts'
import { useTransfers } from '../../app/data/transfers.ts'
import { useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { useInView } from '../../app/in-view.ts'
import { useNow } from '../../app/now.ts'
import {
  Badge,
  Button,
  Card,
  classes,
  IconButton,
  ModelName,
  ProblemView,
  ProgressBar,
  useProblemText,
} from '../../ui/index.ts'
import { useTransferDialogs } from './dialogs.ts'
import { barState, segmentsOf } from './figures.ts'
import { keepsLayers } from './kept-layers.ts'
import { LayerList } from './LayerList.tsx'
import { PullPartsOffer } from './PullPartsOffer.tsx'
import { PushHelp } from './PushHelp.tsx'
import { RateChart } from './RateChart.tsx'
import { TransferActs } from './TransferActs.tsx'
import { useFigureText, useResultText, useStatusText } from './transfer-text.ts'
import { noneIsLeft, usePullParts } from './use-pull-parts.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/**
 * One transfer, live while it is in view. Subscribes to its own entry only, so that an event renders one card and not
 * the list. `handle` moves it within its queue.
 */
export const TransferCard = memo(function TransferCard({ id, handle }: { id: string; handle?: ReactNode }) {
  const [card, isInView] = useInView()
  const transfer = useTransfers(
    useCallback((list) => list.find((one) => one.id === id), [id]),
    isInView,
  )
  return transfer ? <Live ref={card} transfer={transfer} handle={handle} isInView={isInView} /> : null
})

interface LiveProps {
  ref: Ref<HTMLElement>
  transfer: Transfer
  handle: ReactNode
  isInView: boolean
}

function Live({ ref, transfer, handle, isInView }: LiveProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const status = useStatusText()(transfer)
  const figures = useFigureText()(transfer)
  const parts = usePullParts(transfer)
  const result = useResultText()(transfer, noneIsLeft(transfer, parts))
  const [unfolded, setUnfolded] = useState(false)
  const layersId = useId()
  const { id, name, kind, hostId, state, phase, silent, layers, quietSince, retryAt, problem, trace } = transfer
  const Icon = kind === 'pull' ? Download : Upload
  const broken = isEnded(transfer) ? null : problem
  const blind = isAtWork(transfer) && broken === null && (silent || phase === 'verifying')
  return (
    <Card
      ref={ref}
      data-card={transfer.id}
      tabIndex={-1}
      aria-label={`${t(`transfers.kind.${kind}`)} ${name}`}
      className={classes(
        'flex flex-col gap-8 px-14 py-10',
        // Out of view it is neither laid out nor painted. One that has ended does not tick, and its height cannot be told.
        !isEnded(transfer) && '[contain-intrinsic-height:auto_64px] [content-visibility:auto]',
      )}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-10 gap-y-2 wide:grid-cols-[minmax(0,1fr)_auto_auto]">
        <div className="flex min-w-0 items-center gap-8">
          {handle}
          <Icon aria-label={t(`transfers.kind.${kind}`)} role="img" className="shrink-0" />
          {/* Beside a long name the status wraps to the next line. */}
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-8">
            <ModelName name={name} className="shrink" />
            <HostBadge hostId={hostId} />
            <span className="min-w-0 grow basis-140 truncate text-code text-ink-2" title={status}>
              {status}
              {transfer.runningSince !== null && (
                <Elapsed since={transfer.runningSince - transfer.activeMs} every={isInView ? SECOND : MINUTE} />
              )}
              {transfer.endedAt !== null && <EndedAgo at={transfer.endedAt} />}
            </span>
          </div>
        </div>
        {layers.length === 0 ? null : (
          <div className="figures flex items-center gap-10 text-code text-ink-2 max-wide:order-last max-wide:col-span-2 max-wide:justify-between max-wide:pl-24">
            {figures}
            <RateChart trace={trace} isAtWork={isAtWork(transfer)} />
          </div>
        )}
        <div className="flex gap-2 wide:col-start-3">
          {layers.length === 0 ? null : <Unfold isUnfolded={unfolded} layersId={layersId} unfold={setUnfolded} />}
          <TransferActs {...{ id, kind, state, name, hostId }} isWaiting={retryAt !== null || state === 'disk_full'} />
        </div>
      </div>
      {!isAtWork(transfer) && layers.length === 0 ? null : (
        <ProgressBar
          label={t('transfers.progress', { name })}
          text={format.list([status, figures].filter((text) => text !== ''))}
          segments={segmentsOf(layers)}
          share={transfer.share}
          state={barState(state)}
          blind={blind}
        />
      )}
      {broken && state !== 'disk_full' ? (
        <Broken problem={broken} retryAt={retryAt} />
      ) : quietSince === null ? null : (
        <Quiet since={quietSince} />
      )}
      {keepsLayers(transfer) && <p className="text-caption text-ink-2">{t('transfers.push.kept')}</p>}
      {result === null ? null : <p className="figures text-caption text-ink-2">{result}</p>}
      {(state === 'failed' || state === 'disk_full') && problem ? (
        <ProblemView problem={problem} size="plain">
          {kind === 'push' && aboutAccess.has(problem.code) && <PushHelp transfer={transfer} />}
          {state === 'disk_full' && <p className="mt-6">{t('transfers.diskFull')}</p>}
          {freshStart.has(problem.code) && <FreshStart transfer={transfer} />}
        </ProblemView>
      ) : null}
      {parts ? <PullPartsOffer transfer={transfer} parts={parts} /> : null}
      {unfolded && <LayerList id={layersId} transfer={transfer} />}
    </Card>
  )
}

function Elapsed({ since, every }: { since: number; every: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const seconds = Math.floor(Math.max(0, useNow(every) - since) / SECOND)
  if (seconds === 0) return null
  return <span className="figures">{t('transfers.elapsed', { time: format.duration(seconds * 1000) })}</span>
}

function EndedAgo({ at }: { at: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  return <span className="figures">{t('transfers.endedAgo', { ago: format.ago(at, useNow(MINUTE)) })}</span>
}

function Quiet({ since }: { since: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const time = format.seconds(useNow(1000) - since)
  return <p className="figures text-caption text-warning">{t('transfers.quiet', { time })}</p>
}

/** Why a transfer was interrupted that Corral retries; `retryAt` is `null` during the retry. */
function Broken({ problem, retryAt }: { problem: Problem; retryAt: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(SECOND)
  const what = useProblemText()(problem).title
  return (
    <p className="figures text-caption text-warning">
      {retryAt === null
        ? t('transfers.tryingAgain', { what })
        : t('transfers.broken', { what, time: format.seconds(retryAt - now) })}
    </p>
  )
}

/** Name of the host of a transfer if it is not the current one, or that the host was removed. */
const HostBadge = memo(function HostBadge({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const hosts = useHostNames()
  const hostName = useHostName()
  if (hosts === undefined || hosts.currentId === hostId) return null
  const host = hosts.hosts.find(({ id }) => id === hostId)
  return <Badge>{host ? hostName(host) : t('transfers.hostRemoved')}</Badge>
})

interface UnfoldProps {
  isUnfolded: boolean
  layersId: string
  unfold: (isUnfolded: boolean) => void
}

const Unfold = memo(function Unfold({ isUnfolded, layersId, unfold }: UnfoldProps) {
  const { t } = useTranslation()
  return (
    <IconButton
      icon={isUnfolded ? ChevronUp : ChevronDown}
      label={t(isUnfolded ? 'transfers.layers.hide' : 'transfers.layers.show')}
      aria-expanded={isUnfolded}
      aria-controls={layersId}
      onClick={() => unfold(!isUnfolded)}
    />
  )
})

/** Problems that a retry cannot solve, as another name, tag or option is needed. */
const freshStart: ReadonlySet<ProblemCode> = new Set([
  'unknown_model',
  'registry_plain_http',
  'registry_rejected',
  'sharded',
  'needs_mlx',
  'needs_namespace',
  'registry_realm_mismatch',
  'registry_namespace_unknown',
])

/** Refusals of a push that depend on the account, its key and the namespace. */
const aboutAccess: ReadonlySet<ProblemCode> = new Set([
  'registry_denied',
  'signin_needed',
  'registry_namespace_unknown',
  'registry_realm_mismatch',
])

function FreshStart({ transfer: { kind, name, hostId } }: { transfer: Transfer }) {
  const { t } = useTranslation()
  const here = useCurrentHost()
  const { openPull, openPush } = useTransferDialogs()
  if (hostId !== here?.id) return null
  return (
    <Button className="mt-8" onClick={() => (kind === 'pull' ? openPull(name) : openPush(name))}>
      {t('transfers.change')}
    </Button>
  )
}
