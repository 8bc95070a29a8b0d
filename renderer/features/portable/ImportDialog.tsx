import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { portableParts, type PortableChanges, type PortablePart } from '#shared/contract/portable.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Checkbox, Dialog, escapeInvisible, notify, ProblemView } from '../../ui/index.ts'
import { settingTitle } from '../settings/words.ts'
import { useImport, type Readable } from './import.ts'

/** Shows what importing a file would change, and imports it. */
export function ImportDialog() {
  const { isOpen, turn, name, text, preview } = useImport()
  if (preview === null) return null
  return <Asking key={turn} open={isOpen} name={name} text={text} preview={preview} />
}

const close = () => useImport.setState({ isOpen: false })

function Asking({ open, name, text, preview }: { open: boolean; name: string; text: string; preview: Readable }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { changes, same, skipped } = preview
  const changed = portableParts.filter((part) => isChanged(changes, part))
  const [parts, setParts] = useState<readonly PortablePart[]>(changed)
  const { mutate, isPending, error } = useImporting()
  const value = (count: number) => ({ count, value: format.count(count) })
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t('portable.dialog.title', { name })}
      description={changed.length > 0 ? t('portable.dialog.text') : undefined}
      onSubmit={() => mutate({ text, parts: [...parts] })}
      actions={
        <>
          <Button onClick={close}>{t('common.act.cancel')}</Button>
          <Button variant="primary" type="submit" busy={isPending} disabled={parts.length === 0}>
            {t('portable.dialog.act')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-14">
        {skipped.length > 0 && (
          <div className="text-warning">
            {t('portable.dialog.skipped', value(skipped.length))}
            <Lines>{skipped}</Lines>
          </div>
        )}
        {changed.length === 0 && <p>{t('portable.dialog.nothing')}</p>}
        {changed.map((part) => (
          <section key={part} className="flex flex-col gap-4">
            <Checkbox
              checked={parts.includes(part)}
              onCheckedChange={(isWanted) =>
                setParts(portableParts.filter((one) => (one === part ? isWanted : parts.includes(one))))
              }
            >
              <span className="font-semibold">{t(`portable.dialog.${part}`)}</span>
            </Checkbox>
            <div className="ml-24 flex flex-col gap-6">
              <Part part={part} changes={changes} />
            </div>
          </section>
        ))}
        {changed.length > 0 && same > 0 && <p className="text-ink-2">{t('portable.dialog.same', value(same))}</p>}
        {changes.addedHosts.length > 0 && <p className="text-ink-2">{t('portable.secrets')}</p>}
        {error ? <ProblemView problem={problemOf(error)} /> : null}
      </div>
    </Dialog>
  )
}

function isChanged(changes: PortableChanges, part: PortablePart): boolean {
  const { addedHosts, renamedHosts, settings, view, addedNotes, changedNotes, addedPresets, changedPresets } = changes
  const count = {
    hosts: addedHosts.length + renamedHosts.length,
    settings: settings.length,
    view: view ? 1 : 0,
    notes: addedNotes.length + changedNotes.length,
    presets: addedPresets.length + changedPresets.length,
  }
  return count[part] > 0
}

function Part({ part, changes }: { part: PortablePart; changes: PortableChanges }) {
  const { t } = useTranslation()
  if (part === 'view') return <p className="text-ink-2">{t('portable.dialog.viewText')}</p>
  if (part === 'settings') return <Lines>{changes.settings.map((key) => settingTitle(key, t))}</Lines>
  if (part === 'notes')
    return (
      <>
        <Lines title={t('portable.dialog.added')}>{changes.addedNotes.map(({ name }) => name)}</Lines>
        <Lines title={t('portable.dialog.changed')}>{changes.changedNotes.map(({ name }) => name)}</Lines>
      </>
    )
  const toLine = ({ name, atStart }: PortableChanges['addedPresets'][number]) =>
    atStart ? t('portable.dialog.atStart', { name }) : name
  if (part === 'presets')
    return (
      <>
        <Lines title={t('portable.dialog.added')}>{changes.addedPresets.map(toLine)}</Lines>
        <Lines title={t('portable.dialog.changed')}>{changes.changedPresets.map(toLine)}</Lines>
      </>
    )
  return (
    <>
      <Lines title={t('portable.dialog.added')}>
        {changes.addedHosts.flatMap(({ name, url, trusted }) => [
          name === '' ? url : t('portable.dialog.host', { name, url }),
          ...(trusted === null ? [] : [t('portable.dialog.trusts', { fingerprint: trusted })]),
        ])}
      </Lines>
      <Lines title={t('portable.dialog.changed')}>
        {changes.renamedHosts.map(({ url, from, to }) => t('portable.dialog.renamed', { from: from || url, to }))}
      </Lines>
    </>
  )
}

function Lines({ title, children }: { title?: ReactNode; children: readonly string[] }) {
  if (children.length === 0) return null
  return (
    <div>
      {title === undefined ? null : <h3 className="text-caption text-ink-2">{title}</h3>}
      <ul className="selectable max-h-110 overflow-y-auto">
        {children.map((line) => (
          <li key={line} className="wrap-anywhere">
            {escapeInvisible(line)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function useImporting() {
  const { t } = useTranslation()
  const client = useClient()
  const cache = useQueryClient()
  const report = useReport()
  const undo = async () => {
    if (await report(client.portable.undo())) notify({ title: t('portable.undone') })
  }
  return useMutation({
    mutationFn: (input: { text: string; parts: PortablePart[] }) => client.portable.import(input),
    onSuccess({ kept }) {
      close()
      void cache.invalidateQueries({ queryKey: queryKeys.settings })
      notify({
        title: t('portable.imported'),
        description: t('portable.importedText', { file: kept }),
        action: { label: t('portable.undo'), onSelect: () => void undo() },
      })
    },
  })
}
