import { ChartScatter, Cpu, Eye, ListFilter, Search, Wrench } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { useFormat } from '../../app/i18n.ts'
import { Chip, classes, Menu, Select, TextInput, visible } from '../../ui/index.ts'
import { useCapabilityWord } from './Capabilities.tsx'
import { chips, choicesOf, sizeBounds } from './filter.ts'
import { toggledIn } from './marks.ts'
import { useLibrary } from './state.ts'

const icons = { embedding: ChartScatter, vision: Eye, tools: Wrench }

const ALL = ''

interface FilterBarProps {
  models: readonly Model[]
  loaded: number
}

/** Narrows the list. What concerns capabilities only stands where the server tells capabilities. */
export function FilterBar({ models, loaded }: FilterBarProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { filters, filter, focusList } = useLibrary()
  const { families, capabilities } = useMemo(() => choicesOf(models), [models])
  const toggle = (capability: string) => filter({ capabilities: toggledIn(filters.capabilities, capability) })
  return (
    <div role="search" className="flex flex-wrap items-center gap-6">
      <TextInput
        data-filter
        compact
        type="search"
        icon={Search}
        aria-label={t('library.filterLabel')}
        placeholder={t('library.filter')}
        value={filters.text}
        onValueChange={(text) => filter({ text })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && filters.text !== '') filter({ text: '' })
          else if (event.key === 'ArrowDown' || event.key === 'Escape') focusList()
          else return
          event.preventDefault()
        }}
        className="w-110 max-w-170 flex-1"
      />
      <Chip
        pressed={filters.loaded}
        onPressedChange={(pressed) => filter({ loaded: pressed })}
        icon={Cpu}
        count={format.count(loaded)}
      >
        {t('library.chip.loaded')}
      </Chip>
      {capabilities.length > 0 &&
        chips.map((capability) => (
          <Chip
            key={capability}
            icon={icons[capability]}
            pressed={filters.capabilities.includes(capability)}
            onPressedChange={() => toggle(capability)}
          >
            {t(`library.chip.${capability}`)}
          </Chip>
        ))}
      {(families.length > 1 || filters.family !== null) && (
        <Select
          compact
          label={t('library.family')}
          value={filters.family ?? ALL}
          onValueChange={(family) => filter({ family: family === ALL ? null : family })}
          items={[
            { value: ALL, label: t('library.family'), children: t('library.allFamilies') },
            ...families.map(({ family, count }) => ({
              value: family,
              label: visible(family),
              children: (
                <span className="flex justify-between gap-14">
                  {visible(family)}
                  <span className="figures text-ink-2">{format.count(count)}</span>
                </span>
              ),
            })),
          ]}
        />
      )}
      <MoreFilters told={capabilities} onToggle={toggle} />
    </div>
  )
}

/** Sizes, and the capabilities without a chip of their own. */
function MoreFilters({ told, onToggle }: { told: readonly string[]; onToggle: (capability: string) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const word = useCapabilityWord()
  const { filters, filter } = useLibrary()
  const others = told.filter((capability) => !(chips as readonly string[]).includes(capability))
  const chosen = others.filter((capability) => filters.capabilities.includes(capability)).length
  const count = chosen + (filters.size === null ? 0 : 1)
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
        <button
          type="button"
          aria-label={label}
          title={label}
          className={classes(
            'flex h-24 items-center gap-4 rounded-control border px-6 text-caption hover:text-ink',
            count > 0 ? 'border-transparent bg-soft text-accent-text' : 'border-line-strong bg-panel text-ink-2',
          )}
        >
          <ListFilter size={14} aria-hidden />
          {count > 0 && <span className="figures">{format.count(count)}</span>}
        </button>
      }
      entries={[
        { heading: t('library.size.label') },
        ...sizes.map((label, at) => ({
          label,
          checked: filters.size === at,
          onSelect: () => filter({ size: filters.size === at ? null : at }),
        })),
        ...(others.length > 0 ? (['line', { heading: t('inspector.detail.capabilities') }] as const) : []),
        ...others.map((capability) => ({
          label: visible(word(capability)),
          checked: filters.capabilities.includes(capability),
          onSelect: () => onToggle(capability),
        })),
      ]}
    />
  )
}
