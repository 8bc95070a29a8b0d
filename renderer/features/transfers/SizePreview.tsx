import { useMutation } from '@tanstack/react-query'
import { Scale, TriangleAlert } from 'lucide-react'
import { Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { PullPreview } from '#shared/contract/transfers.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, ProblemView } from '../../ui/index.ts'
import { PullFit } from '../memory-fit/lazy.ts'
import type { NamedView } from './name-view.ts'

interface SizePreviewProps {
  host: Host
  view: NamedView | null
  insecure: boolean
}

/**
 * Asks for the size of a model when its button is pressed, and only then: the registry learns the name. Mount it anew
 * for each name. It has room for an answer of three lines, so that the layout does not move.
 */
export function SizePreview({ host, view, insecure }: SizePreviewProps) {
  const { t } = useTranslation()
  const client = useClient()
  const ending = useRef<AbortController>(null)
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async (name: string) => {
      ending.current = new AbortController()
      return client.transfers.preview({ hostId: host.id, name, insecure }, { signal: ending.current.signal })
    },
  })
  useEffect(() => () => ending.current?.abort(), [])
  const row = useRef<HTMLDivElement>(null)
  // Warnings may end below the visible part of a small dialog.
  useEffect(() => {
    if (data !== undefined || error !== null) row.current?.scrollIntoView({ block: 'nearest' })
  }, [data, error])
  const registry = view?.parts.host ?? ''
  const hint = host.kind === 'sandbox' ? t('transfers.size.sandbox') : t('transfers.size.asks', { registry })
  return (
    <div ref={row} className="flex items-start gap-12">
      <Button icon={Scale} busy={isPending} disabled={view === null} onClick={() => view && mutate(view.name)}>
        {t('transfers.size.check')}
      </Button>
      <div className="min-h-54 min-w-0 flex-1">
        <div role="status">
          {isPending ? (
            <p className="pt-4 text-ink-2">{t('transfers.size.asking', { registry })}</p>
          ) : data ? (
            <Found preview={data} host={host} isKnownCloud={view?.cloud === true} />
          ) : error || view === null ? null : (
            <p className="pt-6 text-caption text-ink-2">{hint}</p>
          )}
        </div>
        {error && !isPending ? <ProblemView problem={problemOf(error)} size="line" className="pt-4" /> : null}
      </div>
    </div>
  )
}

function Found({ preview, host, isKnownCloud }: { preview: PullPreview; host: Host; isKnownCloud: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { toFetch, reused, durationMs, disk, layers, format: kind, needsVersion, respelledBy, name } = preview
  const total = format.bytes(preview.total)
  const [largest] = [...layers].sort((a, b) => b.size - a.size)
  const amount =
    reused.exactness === 'unknown'
      ? t('transfers.size.unknown', { total })
      : toFetch.bytes === 0
        ? t('transfers.size.none', { total })
        : format.amount(toFetch) === total
          ? t('transfers.size.all', { total })
          : t('transfers.size.some', { total, fetch: format.amount(toFetch) })
  const details = [
    largest &&
      t('transfers.size.largest', { size: format.bytes(largest.size), kind: t(`transfers.size.kind.${largest.kind}`) }),
    preview.installed === 'other' && t('transfers.size.replaces'),
    durationMs !== null && toFetch.bytes > 0 && t('transfers.size.time', { time: format.duration(durationMs) }),
    disk !== null && toFetch.bytes > 0 && t('transfers.size.free', { free: format.bytes(disk.free) }),
  ].filter((part) => typeof part === 'string')
  const lacks = disk !== null && disk.needed > disk.free
  const warnings = [
    lacks &&
      t(preview.installed === 'other' ? 'transfers.size.noRoomToReplace' : 'transfers.size.noRoom', {
        needed: format.bytes(disk.needed),
        free: format.bytes(disk.free),
      }),
    respelledBy !== null && t('transfers.size.respelled', { other: respelledBy, name }),
    kind === 'cloud' && !isKnownCloud && t('transfers.size.cloud'),
    kind === 'safetensors' && t('transfers.size.safetensors'),
    kind === 'other' && t('transfers.size.noWeights'),
    needsVersion !== null && t('transfers.size.needsVersion', { version: needsVersion, has: host.version ?? '' }),
  ].filter((part) => part !== false)
  return (
    <>
      <p className="figures">{amount}</p>
      <p className="figures text-caption text-ink-2">
        {preview.installed === 'same' ? t('transfers.size.same') : details.join(' · ')}
      </p>
      {warnings.map((warning) => (
        <p key={warning} className="mt-4 flex items-start gap-6 text-warning">
          <TriangleAlert size={14} aria-hidden className="mt-3 shrink-0" />
          <span className="wrap-anywhere">{warning}</span>
        </p>
      ))}
      <Suspense>
        <PullFit host={host} of={preview} />
      </Suspense>
    </>
  )
}
