import { Popover } from '@base-ui/react/popover'
import { Command as Cmdk } from 'cmdk'
import { ChevronDown, Search } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { exactly } from '#shared/domain/amount.ts'
import { useFormat } from '../../app/i18n.ts'
import { ModelName } from '../../ui/index.ts'
import { pickerMatches } from './picker-matches.ts'

const nothing = { shown: [], more: 0 }

interface ModelPickerProps {
  label: string
  models: readonly Model[]
  value: string | null
  /** Initially open, if nothing is shown before a choice. */
  isOpenAtFirst?: boolean
  disabled?: boolean
  /** What to say of a model beside its name. */
  noteOf?: (model: Model) => string | null
  onChoose: (name: string) => void
}

/** Picker for one of many models with their sizes, with a search. Typing on its button begins the search. */
export function ModelPicker({
  label,
  models,
  value,
  isOpenAtFirst = false,
  disabled = false,
  noteOf = () => null,
  onChoose,
}: ModelPickerProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(isOpenAtFirst)
  const [typed, setTyped] = useState('')
  const format = useFormat()
  const { shown, more } = open ? pickerMatches(models, typed) : nothing
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event
    const isText = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey
    if (!isText && key !== 'ArrowDown') return
    event.preventDefault()
    // The search gets the focus a moment after the first key.
    if (isText) setTyped((before) => before + key)
    setOpen(true)
  }
  return (
    <Popover.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Popover.Trigger
        aria-label={value === null ? label : t('common.labelled', { label, value: value })}
        disabled={disabled}
        onKeyDown={onKeyDown}
        className="flex h-28 w-full min-w-0 items-center gap-8 rounded-control border border-line-strong bg-panel px-9 text-left disabled:opacity-55 data-popup-open:bg-inset enabled:hover:bg-inset"
      >
        <span className="min-w-0 flex-1 truncate">
          {value === null ? <span className="text-ink-2">{label}</span> : <ModelName name={value} />}
        </span>
        <ChevronDown size={14} aria-hidden className="shrink-0 text-ink-2" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" collisionPadding={8} className="z-40">
          <Popover.Popup className="w-(--anchor-width) min-w-260 overflow-hidden rounded-card border border-line bg-panel shadow-popup outline-none">
            <Popover.Title className="sr-only">{label}</Popover.Title>
            <Cmdk shouldFilter={false} label={label} loop>
              <div className="flex h-34 items-center gap-8 border-b border-line px-10">
                <Search size={14} aria-hidden className="shrink-0 text-ink-2" />
                <Cmdk.Input
                  autoFocus
                  value={typed}
                  onValueChange={setTyped}
                  placeholder={t('library.filter')}
                  className="h-full min-w-0 flex-1 bg-transparent outline-none"
                />
              </div>
              <Cmdk.List className="max-h-280 overflow-y-auto p-4">
                <Cmdk.Empty className="p-10 text-ink-2">{t('library.noMatch.title')}</Cmdk.Empty>
                {shown.map((model) => (
                  <Cmdk.Item
                    key={model.name}
                    value={model.name}
                    onSelect={() => {
                      setOpen(false)
                      setTyped('')
                      onChoose(model.name)
                    }}
                    className="flex h-28 items-center gap-10 rounded-control px-8 data-[selected=true]:bg-soft data-[selected=true]:text-accent-text"
                  >
                    <span className="min-w-0 flex-1">
                      <ModelName name={model.name} /> <span className="text-caption text-ink-2">{noteOf(model)}</span>
                    </span>
                    <span className="figures shrink-0 text-caption text-ink-2">
                      {format.amount(exactly(model.size))}
                    </span>
                  </Cmdk.Item>
                ))}
                {more === 0 ? null : (
                  <p className="px-8 py-4 text-caption text-ink-2">
                    {t('library.moreModels', { count: more, value: format.count(more) })}
                  </p>
                )}
              </Cmdk.List>
            </Cmdk>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
