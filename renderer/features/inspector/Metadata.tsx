import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InfoEntry, Inspection } from '#shared/contract/library.ts'
import { ggufKey } from '#shared/domain/gguf.ts'
import { useFormat } from '../../app/i18n.ts'
import { Button, classes, CopyButton, SearchInput, escapeInvisible } from '../../ui/index.ts'
import { ArrayPager } from './ArrayPager.tsx'
import { metadataTree, searchEntries, valueText, type Branch } from './facts.ts'
import type { Subject } from './queries.ts'
import { Nothing } from './TextPanel.tsx'

/** Explanation of a metadata key; empty if unknown. */
function useExplanation(): (key: string) => string {
  const { t } = useTranslation()
  return (key) => {
    const known = ggufKey(key)
    if (!known) return ''
    const text = t(`inspector.gguf.${known.id}`)
    return known.part === null
      ? text
      : t('inspector.metadata.ofPart', { part: t(`inspector.part.${known.part}`), words: text })
  }
}

/** The model's own metadata (GGUF) as a tree of its keys, each with its unit and what it means. */
export function Metadata({ subject, inspection }: { subject: Subject; inspection: Inspection }) {
  const { t } = useTranslation()
  const format = useFormat()
  const explain = useExplanation()
  const [query, setQuery] = useState('')
  const { info, projector, infoLeftOut } = inspection
  const isSearching = query.trim() !== ''
  const trees = [info, projector].map((entries) => metadataTree(searchEntries(entries, query, explain)))
  const [own = [], other = []] = trees
  const all = useMemo(() => asJson([...info, ...projector]), [info, projector])
  if (info.length + projector.length === 0) return <Nothing text={t('inspector.metadata.none')} />
  const draw = (branches: Branch[]) =>
    branches.map((branch) => (
      // A new search opens the branches again.
      <BranchView
        key={`${branch.prefix} ${isSearching}`}
        subject={subject}
        branch={branch}
        explain={explain}
        level={3}
      />
    ))
  return (
    <div className="pb-14">
      <div className="sticky top-0 z-1 flex items-center gap-6 bg-panel px-14 pt-12 pb-8">
        <SearchInput
          aria-label={t('inspector.metadata.search')}
          placeholder={t('inspector.metadata.search')}
          value={query}
          onValueChange={setQuery}
          className="flex-1"
        />
        <CopyButton text={all} label={t('inspector.metadata.copyAll')} />
      </div>
      {own.length + other.length === 0 && <Nothing text={t('inspector.metadata.noMatch')} />}
      {draw(own)}
      {other.length > 0 && (
        <>
          <h3 className="px-14 pt-14 text-caption text-ink-2">{t('inspector.metadata.projector')}</h3>
          {draw(other)}
        </>
      )}
      {infoLeftOut > 0 && (
        <p className="px-14 pt-10 text-ink-2">
          {t('inspector.metadata.leftOut', { count: infoLeftOut, value: format.count(infoLeftOut) })}
        </p>
      )}
    </div>
  )
}

/** Arrays are `null`, as they are not loaded. */
function asJson(entries: readonly InfoEntry[]): string {
  return JSON.stringify(Object.fromEntries(entries.map(({ key, value }) => [key, value])), null, 2)
}

interface BranchViewProps {
  subject: Subject
  branch: Branch
  explain: (key: string) => string
  level: 3 | 4 | 5
}

function BranchView({ subject, branch, explain, level }: BranchViewProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [open, setOpen] = useState(true)
  const { prefix, entries, branches } = branch
  const Heading = `h${level}` as const
  const count = countOf(branch)
  return (
    <section aria-label={escapeInvisible(prefix)} className={level === 3 ? 'px-14 pt-6' : 'pl-12'}>
      <Heading>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-26 w-full items-center gap-5 rounded-small text-left"
        >
          <ChevronRight
            size={13}
            aria-hidden
            className={classes('shrink-0 text-ink-2 transition-transform duration-100', open && 'rotate-90')}
          />
          <span className="font-semibold wrap-anywhere">{escapeInvisible(prefix)}</span>
          <span className="figures text-caption text-ink-2">
            {t('inspector.metadata.entries', { count, value: format.count(count) })}
          </span>
        </button>
      </Heading>
      {open && (
        <>
          {entries.map((entry) => (
            <Entry key={entry.key} subject={subject} entry={entry} prefix={prefix} explain={explain} />
          ))}
          {branches.map((below) => (
            <BranchView
              key={below.prefix}
              subject={subject}
              branch={below}
              explain={explain}
              level={level === 3 ? 4 : 5}
            />
          ))}
        </>
      )}
    </section>
  )
}

function countOf({ entries, branches }: Branch): number {
  return branches.reduce((sum, branch) => sum + countOf(branch), entries.length)
}

interface EntryProps {
  subject: Subject
  entry: InfoEntry
  prefix: string
  explain: (key: string) => string
}

function Entry({ subject, entry, prefix, explain }: EntryProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { key, value, kind, length } = entry
  const isArray = kind === 'array' || kind === 'withheld'
  const unit = ggufKey(key)?.unit ?? null
  const explanation = explain(key)
  return (
    <div className="group ml-18 border-b border-line py-5">
      <div className="flex items-center gap-8">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-baseline gap-x-10">
            <span className="selectable font-mono text-[11.5px] text-ink-2 wrap-anywhere">
              {escapeInvisible(key.slice(prefix.length + 1) || key)}
            </span>
            {isArray ? (
              <span className="text-ink-2">
                {kind === 'withheld'
                  ? t('inspector.metadata.withheld')
                  : t('inspector.metadata.elements', { count: length ?? 0, value: format.count(length ?? 0) })}
              </span>
            ) : (
              <span className="selectable figures font-medium whitespace-pre-wrap wrap-anywhere">
                {escapeInvisible(valueText(entry, format.count))}
                {unit !== null && unit !== 'id' && typeof value === 'number' && (
                  <span className="font-normal text-ink-2"> {t(`inspector.unit.${unit}`, { count: value })}</span>
                )}
              </span>
            )}
          </div>
          {explanation !== '' && <p className="text-caption text-ink-2">{explanation}</p>}
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
