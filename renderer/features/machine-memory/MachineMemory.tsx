import { useTranslation } from 'react-i18next'
import type { Gpu, MemoryState } from '#shared/contract/memory.ts'
import { exactly } from '#shared/domain/amount.ts'
import { differenceOf, gpuParts, PROMPT_CACHE } from '#shared/domain/machine-memory.ts'
import { useHosts } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { useKnownLoaded, useMemoryState } from '../../app/data/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { escapeInvisible } from '../../ui/index.ts'

const whole = (state: MemoryState) => state

/** What the sidebar shows: system memory only where no GPU has figures of its own, so that models are in it. */
function brief(state: MemoryState): MemoryState {
  const hasOwn = state.gpus.some(
    ({ isIntegrated, isUnified, total }) => !isIntegrated && !(isUnified && total === null),
  )
  return { ...state, readAt: null, ...(hasOwn ? { ram: null, ollama: null } : {}) }
}

/** Memory of each GPU and of the system, as measured: who holds it, and what is free. `isFull` has room for words. */
export function MachineMemory({ hostId, isFull = false }: { hostId: string; isFull?: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const state = useMemoryState(hostId, isFull ? whole : brief)
  if (state === null || state.state !== 'read') return null
  const size = (bytes: number) => format.amount(exactly(bytes))
  const several = state.gpus.length > 1
  const { ram, ollama } = state
  return (
    <>
      <ul className="flex flex-col gap-7">
        {state.gpus.map((gpu, index) => {
          const plain = several
            ? t('running.measured.gpu', { index: format.count(index + 1) })
            : t('running.memory.gpu')
          const name = isFull && gpu.name !== null ? escapeInvisible(gpu.name) : plain
          return <GpuRow key={gpu.id} gpu={gpu} name={name} isFull={isFull} />
        })}
        {ram !== null ? (
          <Row
            name={t(isFull ? 'running.measured.ram' : 'running.measured.ramShort')}
            used={ram.total - ram.available}
            total={ram.total}
            own={ollama?.ram ?? null}
            words={[
              ...(!isFull || ollama?.ram == null ? [] : [t('running.measured.held', { size: size(ollama.ram) })]),
              t('running.measured.free', { size: size(ram.available) }),
            ]}
          />
        ) : null}
      </ul>
      {isFull ? <Difference state={state} /> : null}
    </>
  )
}

/** The capabilities of models with an encoder beside the layers. */
const ENCODED = ['vision', 'audio']

/** Why what the processes hold and what the server reports differ, if they do. */
function Difference({ state }: { state: MemoryState }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { hostId } = state
  const loaded = useKnownLoaded(hostId)
  const models = useModels(hostId).data
  const version = useHosts()?.hosts.find(({ id }) => id === hostId)?.version ?? null
  const found = differenceOf(
    state,
    (loaded ?? []).map((model) => {
      const { capabilities } = models?.find(({ name }) => name === model.name) ?? {}
      return { ...model, hasProjector: ENCODED.some((one) => capabilities?.includes(one)) }
    }),
    version,
  )
  if (loaded === null || found === null) return null
  const amounts = { held: format.bytes(found.held), reported: format.bytes(found.reported) }
  const size = format.bytes(PROMPT_CACHE)
  return (
    <p className="text-caption text-ink-2">
      {format.sentences(
        t(`running.measured.difference.${found.of}`, amounts),
        ...found.causes.map((cause) => t(`running.measured.cause.${cause}`, { size })),
      )}
    </p>
  )
}

function GpuRow({ gpu, name, isFull }: { gpu: Gpu; name: string; isFull: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const parts = gpuParts(gpu)
  const size = (bytes: number) => format.amount(exactly(bytes))
  if (parts === null) {
    const why = gpu.isAsleep
      ? gpu.total === null
        ? t('running.measured.asleep')
        : t('running.measured.asleepTotal', { size: size(gpu.total) })
      : gpu.total === null
        ? t('running.measured.unread')
        : t('running.measured.total', { size: size(gpu.total) })
    return (
      <li className="text-caption text-ink-2">
        <span className="text-ink">{name}</span> · {why}
      </li>
    )
  }
  const { ollama, other, used, free, total } = parts
  return (
    <Row
      name={name}
      used={used}
      total={total}
      own={ollama}
      isEstimated={gpu.isTotalEstimated}
      words={[
        ...(isFull && ollama !== null ? [t('running.measured.held', { size: size(ollama) })] : []),
        ...(other !== null && (isFull || other > 0) ? [t('running.measured.other', { size: size(other) })] : []),
        ...(isFull || other === null || other === 0 ? [t('running.measured.free', { size: size(free) })] : []),
        ...(isFull && gpu.busy !== null ? [t('running.measured.busy', { share: format.percent(gpu.busy) })] : []),
      ]}
    />
  )
}

/** `own` is what Ollama's processes hold of `used`; where that is unknown all of it looks the same. */
function Row({
  name,
  used,
  total,
  own,
  isEstimated = false,
  words,
}: {
  name: string
  used: number
  total: number
  own: number | null
  isEstimated?: boolean
  words: readonly string[]
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const amounts = { used: format.amount(exactly(used)), total: format.amount(exactly(total)) }
  const text = t(isEstimated ? 'running.measured.estimated' : 'running.measured.used', amounts)
  // In whole steps, so that a reading that looks the same paints nothing.
  const width = (bytes: number) => ({ width: `${Math.round(Math.min(1, bytes / total) * 200) / 2}%` })
  const ours = Math.min(own ?? 0, used)
  return (
    <li className="flex flex-col gap-3">
      <div className="figures flex flex-wrap justify-between gap-x-8 text-caption text-ink-2">
        <span className="text-ink">{name}</span>
        <span>{text}</span>
      </div>
      <div
        role="img"
        aria-label={t('common.labelled', { label: name, value: text })}
        className="graphic track flex h-6 overflow-hidden rounded-small bg-track"
      >
        <span className="graphic bg-accent" style={width(ours)} />
        <span className="graphic bg-ink-3" style={width(used - ours)} />
      </div>
      <div className="figures text-caption text-ink-2">{words.join(' · ')}</div>
    </li>
  )
}
