import { ChartScatter, ChevronDown, CircleFadingArrowUp, Cpu, Eye, ListFilter, Wrench } from 'lucide-react'
import memoizeOne from 'memoize-one'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { useUpdates } from '../../app/data/updates.ts'
import { useFormat } from '../../app/i18n.ts'
import { Chip, classes, Menu, SearchInput, escapeInvisible } from '../../ui/index.ts'
import { useCapabilityLabel } from './Capabilities.tsx'
import { chips, choicesOf, sizeBounds, type Choices } from './filter.ts'
import { fits, useFits } from './fits.ts'
import { toggledIn } from './selection.ts'
import { useLibrary } from './state.ts'

const icons = { embedding: ChartScatter, vision: Eye, tools: Wrench }

interface FilterBarProps {
  hostId: string
  models: readonly Model[]
  /** The number of models in memory; `null` if not known. */
  loaded: number | null
}

const choicesIn = memoizeOne(choicesOf)

/**
 * The filters of the list. Those for capabilities are shown only if the server reports capabilities. Each part
 * subscribes to its own filter, so that typing in one does not render the others.
 */
export const FilterBar = memo(function FilterBar({ hostId, models, loaded }: FilterBarProps) {
  const { families, capabilities } = choicesIn(models)
  return (
    <div role="search" className="@container">
      {/* In a narrow space the chips lose their icons, and then move to a second line. */}
      <div className="flex flex-wrap items-center gap-6 @max-[600px]:[&_[aria-pressed]>svg]:hidden">
        <TextFilter />
        <LoadedChip loaded={loaded} />
        {capabilities.length > 0 && chips.map((capability) => <CapabilityChip key={capability} of={capability} />)}
        <UpdateChip hostId={hostId} />
        <FamilyFilter families={families} />
        <MoreFilters told={capabilities} />
      </div>
    </div>
  )
})

function TextFilter() {
  const { t } = useTranslation()
  const text = useLibrary((library) => library.filters.text)
  const filter = useLibrary((library) => library.filter)
  const focusList = useLibrary((library) => library.focusList)
  return (
    <SearchInput
      data-filter
      compact
      aria-label={t('library.filterLabel')}
      placeholder={t('library.filter')}
      value={text}
      onValueChange={(text) => filter({ text })}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'Escape') return
        focusList()
        event.preventDefault()
      }}
      className="max-w-170 min-w-96 flex-1"
    />
  )
}

function LoadedChip({ loaded }: Pick<FilterBarProps, 'loaded'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const pressed = useLibrary((library) => library.filters.loaded)
  return (
    <Chip
      pressed={pressed}
      disabled={loaded === null}
      onPressedChange={(pressed) => useLibrary.getState().filter({ loaded: pressed })}
      icon={Cpu}
      {...(loaded === null ? {} : { count: format.count(loaded) })}
    >
      {t('library.chip.loaded')}
    </Chip>
  )
}

/** Shown while an update is offered, or filtered by. */
function UpdateChip({ hostId }: Pick<FilterBarProps, 'hostId'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const pressed = useLibrary((library) => library.filters.update)
  const count = useUpdates(hostId)?.models.filter(({ offered }) => offered).length ?? 0
  if (count === 0 && !pressed) return null
  return (
    <Chip
      icon={CircleFadingArrowUp}
      pressed={pressed}
      onPressedChange={(update) => useLibrary.getState().filter({ update })}
      count={format.count(count)}
    >
      {t('library.chip.update')}
    </Chip>
  )
}

function CapabilityChip({ of }: { of: (typeof chips)[number] }) {
  const { t } = useTranslation()
  const pressed = useLibrary((library) => library.filters.capabilities.includes(of))
  return (
    <Chip icon={icons[of]} pressed={pressed} onPressedChange={() => toggleCapability(of)}>
      {t(`library.chip.${of}`)}
    </Chip>
  )
}

function toggleCapability(capability: string): void {
  const { filters, filter } = useLibrary.getState()
  filter({ capabilities: toggledIn(filters.capabilities, capability) })
}

/** Classes of a button that opens a menu of filters, beside chips. */
const opener = (chosen: boolean) =>
  classes(
    'flex h-24 min-w-0 items-center gap-4 rounded-control border px-6 text-caption hover:text-ink',
    chosen ? 'border-transparent bg-soft text-accent-text' : 'border-line-strong bg-panel text-ink-2',
  )

function FamilyFilter({ families }: Pick<Choices, 'families'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const chosen = useLibrary((library) => library.filters.family)
  const filter = useLibrary((library) => library.filter)
  if (families.length < 2 && chosen === null) return null
  const label = t('library.family')
  return (
    <Menu
      trigger={
        <button
          type="button"
          title={label}
          aria-label={chosen === null ? label : t('common.labelled', { label, value: chosen })}
          className={opener(chosen !== null)}
        >
          <span className="truncate">{chosen === null ? label : escapeInvisible(chosen)}</span>
          <ChevronDown size={14} aria-hidden className="shrink-0" />
        </button>
      }
      entries={[
        { label: t('library.allFamilies'), checked: chosen === null, onSelect: () => filter({ family: null }) },
        'line',
        ...families.map(({ family, count }) => ({
          key: family,
          label: (
            <span className="flex justify-between gap-14">
              {escapeInvisible(family)}
              <span className="figures text-ink-2">{format.count(count)}</span>
            </span>
          ),
          checked: family === chosen,
          onSelect: () => filter({ family }),
        })),
      ]}
    />
  )
}

/** Menu with sizes, with whether a model fits where that is known, and with the capabilities that have no chip. */
function MoreFilters({ told }: { told: readonly string[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const labelOf = useCapabilityLabel()
  const size = useLibrary((library) => library.filters.size)
  const capabilities = useLibrary((library) => library.filters.capabilities)
  const chosenFit = useLibrary((library) => library.filters.fit)
  const fit = useFits(({ fitOf }) => fitOf !== null) ? chosenFit : undefined
  const others = told.filter((capability) => !(chips as readonly string[]).includes(capability))
  const chosen = others.filter((capability) => capabilities.includes(capability)).length
  const count = chosen + (size === null ? 0 : 1) + (fit ? 1 : 0)
  const sizes = [...sizeBounds, Infinity].map((to, at) => {
    const from = sizeBounds[at - 1]
    if (from === undefined) return t('library.size.below', { size: format.bytes(to) })
    if (to === Infinity) return t('library.size.above', { size: format.bytes(from) })
    return t('library.size.between', { from: format.bytes(from), to: format.bytes(to) })
  })
  const label = count > 0 ? t('library.moreChosen', { count, value: format.count(count) }) : t('library.more')
  return (
    <Menu
      trigger={
        <button type="button" aria-label={label} title={label} className={opener(count > 0)}>
          <ListFilter size={14} aria-hidden />
          {count > 0 && <span className="figures">{format.count(count)}</span>}
        </button>
      }
      entries={[
        { heading: t('library.size.label') },
        ...sizes.map((label, at) => ({
          label,
          checked: size === at,
          onSelect: () => useLibrary.getState().filter({ size: size === at ? null : at }),
        })),
        ...(fit === undefined ? [] : (['line', { heading: t('library.fit.label') }] as const)),
        ...(fit === undefined ? [] : fits).map((one) => ({
          label: t(`library.fit.${one}`),
          checked: fit === one,
          onSelect: () => useLibrary.getState().filter({ fit: fit === one ? null : one }),
        })),
        ...(others.length > 0 ? (['line', { heading: t('library.capabilities') }] as const) : []),
        ...others.map((capability) => ({
          label: escapeInvisible(labelOf(capability)),
          checked: capabilities.includes(capability),
          onSelect: () => toggleCapability(capability),
        })),
      ]}
    />
  )
}
