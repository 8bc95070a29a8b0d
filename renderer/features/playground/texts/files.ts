import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'
import { useFormat } from '../../../app/i18n.ts'
import { notify, useProblemText } from '../../../ui/index.ts'
import { importResult } from '../run/import.ts'
import { call, computeProblem } from '../run/compute-client.ts'
import { useTexts } from './store.ts'

/** File types of the file picker; dropped files may have any type. */
export const TEXT_FILES = '.txt,.md,.csv,.tsv,.jsonl,.ndjson,.json'

/** Reads text files into the list, or imports a saved result, and reports what was read. */
export function useFiles(): (files: Iterable<File>) => Promise<void> {
  const { t } = useTranslation()
  const format = useFormat()
  const problemText = useProblemText()
  return useCallback(
    async (files) => {
      for (const file of files) {
        try {
          const fault = /\.json$/i.test(file.name)
            ? await importResult(file)
            : await readInto(file, (value) => format.count(value), t)
          if (fault !== null)
            notify({
              title: t('playground.file.failed', { name: file.name }),
              description: faultText(fault, t),
              tone: 'bad',
            })
        } catch (error) {
          const { title, next } = problemText(computeProblem(error))
          notify({ title, description: next, tone: 'bad' })
        }
      }
    },
    [t, format, problemText],
  )
}

type Fault = NonNullable<Awaited<ReturnType<typeof importResult>>> | NonNullable<Awaited<ReturnType<typeof readInto>>>

function faultText(fault: Fault, t: TFunction): string {
  if (fault.fault === 'line') return t('playground.file.fault.line', { line: fault.line })
  if (fault.fault === 'broken') return t('playground.file.fault.broken', { where: fault.where || '–' })
  return t(`playground.file.fault.${fault.fault}`)
}

async function readInto(file: File, count: (value: number) => string, t: TFunction) {
  const read = await call('readTexts', file)
  if ('fault' in read) return read
  const { entries, add } = useTexts.getState()
  const room = Math.max(0, MAX_TEXTS - entries.length)
  const taken = read.entries.slice(0, room)
  add(taken)
  const left = read.entries.length - taken.length
  notify({
    title: t('playground.file.added', { count: taken.length, value: count(taken.length), name: file.name }),
    ...(left > 0
      ? {
          tone: 'bad' as const,
          description: t('playground.file.leftOut', { most: count(MAX_TEXTS), value: count(left) }),
        }
      : {}),
  })
  return null
}
