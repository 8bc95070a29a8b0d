import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InfoEntry, Inspection } from '#shared/contract/library.ts'
import { useFormat } from '../../app/i18n.ts'
import { Button, CopyButton, TextInput, visible } from '../../ui/index.ts'
import { ArrayPager } from './ArrayPager.tsx'
import { groupEntries } from './facts.ts'
import type { Subject } from './queries.ts'
import { Nothing } from './TextPanel.tsx'

/** The model's own metadata (GGUF), grouped by the first part of its keys. */
export function Metadata({ subject, inspection }: { subject: Subject; inspection: Inspection }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [query, setQuery] = useState('')
  const { info, projector, infoLeftOut } = inspection
  if (info.length + projector.length === 0) return <Nothing text={t('inspector.metadata.none')} />
  const groups = [
    ...groupEntries(info, query),
    ...groupEntries(projector, query).map(({ prefix, entries }) => ({
      prefix: `${t('inspector.metadata.projector')}: ${prefix}`,
      entries,
    })),
  ]
  return (
    <div className="pb-14">
      <div className="sticky top-0 z-1 bg-panel px-14 pt-12 pb-8">
        <TextInput
          icon={Search}
          aria-label={t('inspector.metadata.search')}
          placeholder={t('inspector.metadata.search')}
          value={query}
          onValueChange={setQuery}
        />
      </div>
      {groups.length === 0 && <Nothing text={t('inspector.metadata.noMatch')} />}
      {groups.map(({ prefix, entries }) => (
        <section key={prefix} className="px-14 pt-6" aria-label={visible(prefix)}>
          <h3 className="font-semibold wrap-anywhere">{visible(prefix)}</h3>
          {entries.map((entry) => (
            <Entry key={entry.key} subject={subject} entry={entry} />
          ))}
        </section>
      ))}
      {infoLeftOut > 0 && (
        <p className="px-14 pt-10 text-ink-2">
          {t('inspector.metadata.leftOut', { count: infoLeftOut, value: format.count(infoLeftOut) })}
        </p>
      )}
    </div>
  )
}

function Entry({ subject, entry }: { subject: Subject; entry: InfoEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { key, value, kind, length } = entry
  const isArray = kind === 'array' || kind === 'withheld'
  return (
    <div className="group border-b border-line py-5">
      <div className="flex items-center gap-8">
        <div className="min-w-0 flex-1">
          <div className="text-caption text-ink-2 wrap-anywhere">{visible(key.slice(key.indexOf('.') + 1))}</div>
          <div className={isArray ? 'text-ink-2' : 'selectable font-mono text-code whitespace-pre-wrap wrap-anywhere'}>
            {kind === 'array' &&
              t('inspector.metadata.elements', { count: length ?? 0, value: format.count(length ?? 0) })}
            {kind === 'withheld' && t('inspector.metadata.withheld')}
            {!isArray && visible(String(value))}
          </div>
          {kind === 'cut' && (
            <p className="text-caption text-ink-2">
              {t('inspector.metadata.cut', { value: format.count(length ?? 0) })}
            </p>
          )}
        </div>
        {isArray ? (
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {open
              ? t('inspector.metadata.hide')
              : t(kind === 'withheld' ? 'inspector.metadata.read' : 'inspector.metadata.show')}
          </Button>
        ) : (
          <span className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
            <CopyButton text={String(value)} label={t('inspector.metadata.copy', { key })} />
          </span>
        )}
      </div>
      {open && <ArrayPager subject={subject} name={key} />}
    </div>
  )
}
