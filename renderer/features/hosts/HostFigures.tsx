import { Boxes, HardDrive, MemoryStick } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Host, HostSummary } from '#shared/contract/hosts.ts'
import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { heldOf, memoryTotals } from '#shared/domain/memory.ts'
import { useModels } from '../../app/data/models.ts'
import { useKnownLoaded } from '../../app/data/running.ts'
import { useDiskUse } from '../../app/data/weights.ts'
import { useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { useInView } from '../../app/in-view.ts'
import { useNow } from '../../app/now.ts'
import { useHostSummary } from './queries.ts'

const MINUTE = 60_000
const none: readonly Model[] = []

/** The models of a host, their disk space, and what it has in memory. Asks for them while it is in view. */
export function HostFigures({ host, isCurrent }: { host: Host; isCurrent: boolean }) {
  const { t } = useTranslation()
  const hostName = useHostName()
  const [ref, isInView] = useInView()
  const live = useLive(host, isCurrent)
  const asked = useHostSummary(host, isInView && !live)
  const summary = live ?? asked
  return (
    <ul
      ref={(element) => void (ref.current = element)}
      aria-label={t('hosts.figures.label', { name: hostName(host) })}
      className="figures mt-8 flex min-h-18 flex-wrap gap-x-16 gap-y-4 text-ink-2"
    >
      {summary ? <Figures host={host} summary={summary} /> : null}
    </ul>
  )
}

/** The current host's figures by the data of the other pages, so that they never contradict each other. */
function useLive({ id, reach }: Host, isCurrent: boolean): HostSummary | undefined {
  const models = useModels(isCurrent ? id : null, false).data
  const loaded = useKnownLoaded(isCurrent ? id : null)
  const disk = useDiskUse(id, models ?? none).unique
  const now = useNow(MINUTE)
  if (!isCurrent || reach !== 'up' || !models) return undefined
  return { list: { models: models.length, disk, at: now }, memory: loaded && memoryOf(loaded) }
}

const memoryOf = (loaded: readonly Loaded[]) => ({ models: loaded.length, held: heldOf(memoryTotals(loaded)) })

function Figures({ host, summary: { list, memory } }: { host: Host; summary: HostSummary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(MINUTE)
  const memoryText = useMemoryText()
  const isCloud = host.server === 'ollama_cloud'
  const isOld = list !== null && (host.reach !== 'up' || now - list.at > 2 * MINUTE)
  const count = list && t('common.models', { count: list.models, value: format.count(list.models) })
  return (
    <>
      <Figure icon={Boxes} text={count ?? t('hosts.figures.unknown')} />
      {list === null || isCloud ? null : <Figure icon={HardDrive} text={format.onDisk(list.disk)} />}
      {isOld ? <li>{t('hosts.figures.asOf', { ago: format.ago(list.at, now) })}</li> : null}
      {host.reach !== 'up' || isCloud ? null : <Figure icon={MemoryStick} text={memoryText(memory)} />}
    </>
  )
}

function useMemoryText(): (memory: HostSummary['memory']) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (memory) => {
    if (memory === null) return t('hosts.figures.loadedUnknown')
    const { models, held } = memory
    if (models === 0) return t('hosts.figures.noneLoaded')
    const value = format.count(models)
    if (held.exactness === 'unknown') return t('hosts.figures.loadedUnsized', { value })
    return t('hosts.figures.loaded', { value, size: format.amount(held) })
  }
}

function Figure({ icon: Icon, text }: { icon: LucideIcon; text: string }) {
  return (
    <li className="flex items-center gap-6">
      <Icon size={14} aria-hidden className="shrink-0" />
      {text}
    </li>
  )
}
