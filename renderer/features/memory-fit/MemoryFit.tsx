import { useId, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Told } from '#shared/contract/measured.ts'
import type { MemoryModel } from '#shared/contract/memory-model.ts'
import { curveOf, largestContext, mostContext } from '#shared/domain/memory-fit/contexts.ts'
import { estimate, withTold, type Estimate } from '#shared/domain/memory-fit/estimate.ts'
import { memoryParts, type MemoryPart } from '#shared/domain/memory-fit/formula.ts'
import { defaultContext, LEAST_CONTEXT, type Setting } from '#shared/domain/memory-fit/setting.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { classes, ProblemView, Skeleton } from '../../ui/index.ts'
import { areas, FitChart, freeLine } from './FitChart.tsx'
import { useMemoryModel, useSetting } from './queries.ts'
import { TypedMemory } from './TypedMemory.tsx'

/** The step of the slider, in tokens. */
const STEP = 256

export interface MemoryFitProps {
  host: Host
  name: string
  digest: string
  /** `num_ctx`; `null`: the server's default. */
  context: number | null
  /** `num_gpu`; `null`: automatic. */
  gpuLayers?: number | null
  /** `num_batch`; `null`: automatic. */
  batch?: number | null
  disabled?: boolean
  onContextChange: (context: number) => void
}

/** What a model needs in memory by context, and whether it fits. It never keeps anybody from loading it. */
export function MemoryFit({ host, name, digest, ...rest }: MemoryFitProps) {
  const query = useMemoryModel(host.id, name, digest)
  if (query.data === undefined)
    return query.isError ? (
      <ProblemView size="line" problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton className="h-200" />
    )
  return <Fit host={host} name={name} digest={digest} model={query.data} {...rest} />
}

interface FitProps extends MemoryFitProps {
  model: MemoryModel
}

function Fit({
  host,
  name,
  digest,
  model,
  context: wanted,
  gpuLayers = null,
  batch = null,
  disabled = false,
  ...rest
}: FitProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const load = useSetting(host, { name, digest }, { gpuLayers, batch })
  const { machine } = load
  const byDefault = defaultContext(model, load)
  const setting: Setting = useMemo(() => ({ ...load, context: 1 }), [load])
  const made = estimate(model, { ...setting, context: wanted ?? byDefault ?? LEAST_CONTEXT })
  const curve = useMemo(() => curveOf(model, setting), [model, setting])
  const largest = useMemo(() => largestContext(model, setting), [model, setting])
  const hasCurve = model.kind !== 'none' && model.kind !== 'mlx'
  const hasGpu = machine !== null && machine.devices.length > 0
  const free = hasGpu ? machine.devices.reduce((sum, one) => sum + one.free, 0) : (machine?.ram?.available ?? null)
  const line = freeLine(curve, free)
  return (
    <div className="flex flex-col gap-8">
      <Verdict of={made} />
      {hasCurve && (
        <>
          <div>
            <FitChart curve={curve} context={made.context} line={line} />
            <Slider
              value={made.context}
              most={mostContext(model)}
              disabled={disabled}
              text={t('memoryFit.tokens', { value: format.count(made.context) })}
              onChange={rest.onContextChange}
            />
          </div>
          <Parts of={made} />
        </>
      )}
      <dl className="flex flex-col gap-2 text-caption">
        {machine !== null && hasCurve && (
          <>
            <Fact label={t(hasGpu ? 'memoryFit.free' : 'memoryFit.freeRam')} isLine={line !== null}>
              {free === null ? t('common.unknown') : format.bytes(free)}
            </Fact>
            <Fact label={t(hasGpu ? 'memoryFit.largest' : 'memoryFit.largestRam')}>
              {largest === null
                ? t(free === null ? 'common.unknown' : 'memoryFit.noContext')
                : t(largest >= mostContext(model) ? 'memoryFit.anyContext' : 'memoryFit.tokens', {
                    value: format.count(largest),
                  })}
            </Fact>
          </>
        )}
        <Fact label={t('memoryFit.default')}>
          {byDefault === null
            ? t('memoryFit.defaultUnknown')
            : t('memoryFit.tokens', { value: format.count(byDefault) })}
        </Fact>
      </dl>
      {hasCurve && <TypedMemory host={host} />}
      <Assumptions of={made} />
      {hasCurve && setting.told && withTold(setting) !== setting && <ToldLine {...setting.told} />}
    </div>
  )
}

export function Verdict({ of: made }: { of: Estimate }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { total, exactness, contexts, verdict, place, gpu, cpu } = made
  // With every layer on GPUs the part on the CPU is of no interest.
  const bytes = place === 'gpu' ? gpu : gpu + cpu
  const size =
    total === null
      ? t('common.unknown')
      : exactness.kind === 'measured'
        ? t('memoryFit.measured', { size: format.bytes(bytes) })
        : exactness.kind === 'estimate'
          ? t('memoryFit.about', { size: format.bytes(bytes), percent: exactness.percent })
          : format.amount({ bytes, exactness: 'at_least' })
  const color = { fits: 'text-good', tight: 'text-warning', partial: 'text-warning', none: 'text-bad', unknown: '' }
  return (
    <div role="status" className="figures">
      <p className={classes('font-semibold', color[verdict])}>{useVerdict(made)}</p>
      <p>
        {t('memoryFit.needs', { size, tokens: format.count(made.context) })}
        {place === 'split' && (
          <span className="text-ink-2">
            {' '}
            ({t('memoryFit.gpuCpu', { gpu: format.bytes(gpu), cpu: format.bytes(cpu) })})
          </span>
        )}
      </p>
      {contexts > 0 && exactness.kind !== 'measured' && (
        <p className="text-caption text-ink-2">{t('memoryFit.from', { count: contexts })}</p>
      )}
    </div>
  )
}

function useVerdict({ verdict, placement, parts }: Estimate): string {
  const { t } = useTranslation()
  const format = useFormat()
  const hasGpu = parts.weightsGpu > 0
  if (verdict === 'fits') return t(hasGpu ? 'memoryFit.verdict.fits' : 'memoryFit.verdict.fitsRam')
  if (verdict === 'tight') return t(hasGpu ? 'memoryFit.verdict.tight' : 'memoryFit.verdict.tightRam')
  if (verdict !== 'partial' || placement === null)
    return t(verdict === 'none' ? 'memoryFit.verdict.none' : 'memoryFit.verdict.unknown')
  const { gpuLayers, layers } = placement
  if (gpuLayers === 0) return t('memoryFit.verdict.cpu')
  if (gpuLayers === layers) return t('memoryFit.verdict.experts')
  return t('memoryFit.verdict.partial', { value: format.count(gpuLayers), all: format.count(layers) })
}

interface SliderProps {
  value: number
  most: number
  disabled: boolean
  text: string
  onChange: (value: number) => void
}

function Slider({ value, most, disabled, text, onChange }: SliderProps) {
  const { t } = useTranslation()
  return (
    <input
      type="range"
      aria-label={t('memoryFit.slider')}
      aria-valuetext={text}
      min={Math.min(STEP, most)}
      max={most}
      step={most > STEP ? STEP : 1}
      value={value}
      disabled={disabled}
      onChange={({ target }) => onChange(Number(target.value))}
      className="mt-4 block w-full accent-accent"
    />
  )
}

const swatchOf = (part: MemoryPart) => areas.find(({ parts }) => parts.includes(part))?.swatch

function Parts({ of: { parts, placement } }: { of: Estimate }) {
  const { t } = useTranslation()
  const format = useFormat()
  const id = useId()
  const isOnCpu = placement !== null && placement.gpuLayers === 0
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="sr-only">
        {t('memoryFit.title')}
      </h3>
      <dl className="grid grid-cols-2 gap-x-16 gap-y-2 text-caption">
        {memoryParts
          .filter((part) => parts[part] > 0)
          .map((part) => (
            <div key={part} className="flex min-w-0 items-center gap-6">
              <span aria-hidden className={classes('graphic size-8 shrink-0 rounded-small', swatchOf(part))} />
              <dt className="min-w-0 flex-1 text-ink-2">
                {part === 'weightsCpu' && isOnCpu ? t('memoryFit.weights') : t(`memoryFit.part.${part}`)}
              </dt>
              <dd className="figures">{format.bytes(parts[part])}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

/** `isLine`: it is the dashed line of the chart. */
function Fact({ label, isLine = false, children }: { label: string; isLine?: boolean; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-16">
      <dt className="flex items-center gap-6 text-ink-2">
        {isLine && <span aria-hidden className="graphic w-16 border-t-2 border-dashed border-bad" />}
        {label}
      </dt>
      <dd className="figures text-right">{children}</dd>
    </div>
  )
}

export function Assumptions({ of: { assumptions } }: { of: Estimate }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (assumptions.length === 0) return null
  const list = format.list(assumptions.map((assumption) => t(`memoryFit.assumption.${assumption}`)))
  return <p className="text-caption text-ink-2">{t('memoryFit.assumes', { list })}</p>
}

/** What loads tell of the server, by which they tell it, and where to correct it. */
function ToldLine({ cacheType, slots, model, contexts: [least, most] }: Told) {
  const { t } = useTranslation()
  const format = useFormat()
  const how = { model, type: cacheType, least: format.count(least), most: format.count(most) }
  return (
    <p className="text-caption text-ink-2">
      {t('common.sentences', {
        first: slots === null ? t('memoryFit.told.cache', how) : t('memoryFit.told.slots', { ...how, count: slots }),
        second: t('memoryFit.told.correct'),
      })}
    </p>
  )
}
