import { useMutation } from '@tanstack/react-query'
import { Info, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#shared/contract/system.ts'
import { escapeInvisible } from '#shared/domain/escape-invisible.ts'
import { Button, classes, useProblemText } from '../../ui/index.ts'
import { useClient } from '../core.tsx'
import { WhatsNew } from '../release-notes/WhatsNew.tsx'
import { useFormat } from '../i18n.ts'
import { useReport } from '../report.ts'

const contents = [
  'settings',
  'hosts',
  'transfers',
  'library',
  'playground',
  'operations',
  'seen',
  'secrets',
  'window',
  'version',
  'notes',
  'presets',
] as const
type Contents = (typeof contents)[number] | 'lock' | 'log' | 'other'

/** The contents of a file of the data folder, by its name: `settings.json`, `seen-<host>.json`, `corral.lock`. */
function contentsOf(file: string): Contents {
  if (/\.lock\b/.test(file)) return 'lock'
  if (/\.log\b|^logs\b/.test(file)) return 'log'
  return contents.find((name) => new RegExp(`^${name}\\b`).test(file)) ?? 'other'
}

/** Notices of finished work; nothing went wrong. */
const information: ReadonlySet<Notice['code']> = new Set([
  'transfers_resumed',
  'transfers_paused',
  'rename_done',
  'copy_done',
  'delete_done',
  'restore_done',
  'rollback_done',
  'bin_empties_soon',
  'updated',
])
export const isWarning = ({ code }: Pick<Notice, 'code'>) => !information.has(code)

/** What happened to a file, what it means, where the copy is, and the decision to make, if any. */
export function NoticeView({ notice, className }: { notice: Notice; className?: string }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const format = useFormat()
  const problemText = useProblemText()
  const { id, code, params, kept, decidable, failures } = notice
  const decide = useMutation({ mutationFn: () => report(client.system.decide({ id })) })
  const file = String(params['file'] ?? '')
  const listed = (key: string) => escapeInvisible(format.list(String(params[key] ?? '').split(', ')))
  const values = {
    file: escapeInvisible(file),
    what: t(`notices.holds.${contentsOf(file)}`),
    count: Number(params['count'] ?? 0),
    from: escapeInvisible(String(params['from'] ?? '')),
    to: escapeInvisible(String(params['to'] ?? '')),
    host: escapeInvisible(String(params['host'] ?? '')),
    version: escapeInvisible(String(params['version'] ?? '')),
    fields: listed('fields'),
    names: listed('names'),
    others: listed('others'),
  }
  const canDecide =
    decidable &&
    (code === 'newer_version' ||
      code === 'file_left' ||
      code === 'transfers_paused' ||
      code === 'start_loads_failed' ||
      code === 'start_loads_gone')
  return (
    <div className={classes('flex items-start gap-10', className)}>
      {isWarning(notice) ? (
        <TriangleAlert aria-hidden className="mt-2 shrink-0 text-warning" />
      ) : (
        <Info aria-hidden className="mt-2 shrink-0 text-ink-2" />
      )}
      <div className="min-w-0 flex-1">
        <p className="font-semibold wrap-anywhere">{t(`notices.${code}.title`, values)}</p>
        <p className="text-ink-2 wrap-anywhere">
          {t(`notices.${code}.text`, values)}
          {kept === null ? null : (
            <>
              {' '}
              {t('notices.copy')}{' '}
              <code className="selectable font-mono text-code wrap-anywhere">{escapeInvisible(kept)}</code>
            </>
          )}
        </p>
        {failures.length === 0 ? null : (
          <ul className="mt-4">
            {failures.map(({ name, problem }) => {
              const { title, next } = problemText(problem)
              const told = t('notices.failure', { title, next })
              return (
                <li key={name} className="wrap-anywhere">
                  {title.includes(name) ? told : t('common.labelled', { label: name, value: told })}
                </li>
              )
            })}
          </ul>
        )}
      </div>
      {code === 'updated' ? <WhatsNew /> : null}
      {canDecide ? (
        <Button busy={decide.isPending} onClick={() => decide.mutate()}>
          {t(`notices.${code}.decide`)}
        </Button>
      ) : null}
    </div>
  )
}
