import { FileUp, ListPlus, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '#shared/i18n/index.ts'
import { useFormat } from '../../../app/i18n.ts'
import { Button, IconButton, Menu, type MenuEntry } from '../../../ui/index.ts'
import type { Embedding } from '../setup/use-embedding.ts'
import { TEXT_FILES, useFiles } from './files.ts'
import { groupEntries, GroupDialog } from './groups.tsx'
import { removeTexts } from './remove.ts'
import { sampleEntries, sampleSets } from './samples.ts'
import { useTexts } from './store.ts'

/** Bar below the list: number of texts and ways to add more; with a selection, the acts on it. */
export function TextsBar({ embedding: { count, fault } }: { embedding: Embedding }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { selection, entries, keys, add } = useTexts()
  const read = useFiles()
  const picker = useRef<HTMLInputElement>(null)
  if (selection.size > 0) return <SelectionBar />
  const samples = languages.flatMap(({ tag, name }): MenuEntry[] => [
    { heading: name },
    ...sampleSets.map((set) => ({
      key: `${tag} ${set}`,
      label: t(`playground.samples.${set}`),
      onSelect: () => add(sampleEntries(tag, set)),
    })),
  ])
  return (
    <div className="flex min-h-28 items-center gap-2">
      <span className="figures flex-1 text-caption text-ink-2">
        {fault ? (
          <span role="alert" className="text-bad">
            {t(`playground.fault.${fault.fault}`, { most: format.count(fault.most) })}
          </span>
        ) : (
          t('playground.count', { count, value: format.count(count) })
        )}
      </span>
      <Menu
        align="end"
        entries={samples}
        trigger={
          <Button variant="ghost" icon={ListPlus}>
            {t('playground.samples.act')}
          </Button>
        }
      />
      <IconButton icon={FileUp} label={t('playground.file.open')} onClick={() => picker.current?.click()} />
      {entries.length === 0 ? null : (
        <IconButton icon={Trash2} label={t('playground.removeAll')} onClick={() => removeTexts(new Set(keys), t)} />
      )}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={TEXT_FILES}
        onChange={({ currentTarget }) => {
          void read([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </div>
  )
}

function SelectionBar() {
  const { t } = useTranslation()
  const format = useFormat()
  const { selection, groups, group, select } = useTexts()
  const [asked, setAsked] = useState<ReadonlySet<string> | null>(null)
  return (
    <div className="flex min-h-28 items-center gap-4">
      <span className="figures flex-1 text-caption text-accent-text">
        {t('playground.selected', { count: selection.size, value: format.count(selection.size) })}
      </span>
      <Menu
        align="end"
        entries={groupEntries(
          t,
          groups,
          undefined,
          (name) => group(selection, name),
          () => setAsked(selection),
        )}
        trigger={<Button variant="ghost">{t('playground.group.title')}</Button>}
      />
      <IconButton icon={Trash2} label={t('playground.removeSelected')} onClick={() => removeTexts(selection, t)} />
      <Button variant="ghost" onClick={() => select([])}>
        {t('playground.clearSelection')}
      </Button>
      <GroupDialog keys={asked} onClose={() => setAsked(null)} />
    </div>
  )
}
