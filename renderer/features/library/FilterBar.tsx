import { ChartScatter, Cpu, Eye, Search, Wrench } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { useFormat } from '../../app/i18n.ts'
import { Chip, Select, TextInput, visible } from '../../ui/index.ts'
import { familiesOf, filterable } from './filter.ts'
import { useLibrary } from './state.ts'

const icons = { embedding: ChartScatter, vision: Eye, tools: Wrench }

const ALL = ''

interface FilterBarProps {
  models: readonly Model[]
  loaded: number
}

/** Narrows the list. Chips for capabilities only stand where the server tells capabilities. */
export function FilterBar({ models, loaded }: FilterBarProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { filters, filter, focusList } = useLibrary()
  const families = familiesOf(models)
  const told = models.some(({ capabilities }) => capabilities !== null)
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
        className="w-170"
      />
      <Chip
        pressed={filters.loaded}
        onPressedChange={(pressed) => filter({ loaded: pressed })}
        icon={Cpu}
        count={format.count(loaded)}
      >
        {t('library.chip.loaded')}
      </Chip>
      {told &&
        filterable.map((capability) => (
          <Chip
            key={capability}
            icon={icons[capability]}
            pressed={filters.capabilities.includes(capability)}
            onPressedChange={(pressed) =>
              filter({
                capabilities: pressed
                  ? [...filters.capabilities, capability]
                  : filters.capabilities.filter((one) => one !== capability),
              })
            }
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
    </div>
  )
}
