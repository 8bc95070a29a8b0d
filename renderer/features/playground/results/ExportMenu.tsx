import type { TFunction } from 'i18next'
import { Download, FileUp } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { download } from '../../../app/download.ts'
import { Button, Menu, notify, useProblemText, type MenuEntry } from '../../../ui/index.ts'
import { call, computeProblem } from '../run/compute-client.ts'
import type { Result } from '../run/results.ts'
import { groupOf } from '../run/use-group-of.ts'
import { useFiles } from '../texts/files.ts'
import { useTexts } from '../texts/store.ts'
import { useView } from '../view.ts'
import { fileName, mapFile, matrixFile } from './save.ts'

/** Menu that exports a result as data or images, or imports one. */
export function ExportMenu({ result }: { result: Result | null }) {
  const { t } = useTranslation()
  const problemText = useProblemText()
  const read = useFiles()
  const picker = useRef<HTMLInputElement>(null)
  const save = async (name: string, make: () => Promise<Blob>) => {
    try {
      download(await make(), name)
      notify({ title: t('playground.export.saved', { name }) })
    } catch (error) {
      const { title, next } = problemText(computeProblem(error))
      notify({ title, description: next, tone: 'bad' })
    }
  }
  const open = () => picker.current?.click()
  return (
    <>
      {result === null ? (
        <Button icon={FileUp} onClick={open}>
          {t('playground.export.open')}
        </Button>
      ) : (
        <Menu
          align="end"
          trigger={<Button icon={Download}>{t('playground.export.title')}</Button>}
          entries={[
            ...entriesOf(result, save, t),
            { key: 'import', label: t('playground.export.import'), onSelect: open },
          ]}
        />
      )}
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json"
        onChange={({ currentTarget }) => {
          void read([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}

function entriesOf(
  result: Result,
  save: (name: string, make: () => Promise<Blob>) => Promise<void>,
  t: TFunction,
): MenuEntry[] {
  const { id, facts, keys, plane, layout } = result
  const groupNow = (row: number) => groupOf(result, useTexts.getState(), row)
  const figures = (format: 'json' | 'csv' | 'npy') => () => {
    const texts = facts.texts.map(({ text }, row) => ({ text, group: groupNow(row) }))
    return call('save', { id, format, facts: { ...facts, texts } })
  }
  const map = (kind: 'png' | 'svg') => () => {
    const { groups } = useTexts.getState()
    const numbers = Int16Array.from(keys, (_, row) => groups.indexOf(groupNow(row) ?? '\0'))
    const points = (useView.getState().map === 'layout' ? layout : null) ?? plane.points
    return mapFile(result, points, { groups: numbers, hasGroups: numbers.some((group) => group >= 0) }, kind)
  }
  const picture = (what: 'matrix' | 'map', kind: 'png' | 'svg'): MenuEntry => ({
    key: `${what} ${kind}`,
    label:
      what === 'map'
        ? t('playground.export.map', { kind: kind.toUpperCase() })
        : t('playground.export.matrix', { kind: kind.toUpperCase() }),
    onSelect: () =>
      void save(
        fileName(facts, what, kind),
        what === 'map' ? map(kind) : () => matrixFile(result, useView.getState().order, groupNow, kind),
      ),
  })
  return [
    ...(['json', 'csv', 'npy'] as const).map((format): MenuEntry => ({
      key: format,
      label: t(`playground.export.${format}`),
      onSelect: () => void save(fileName(facts, '', format), figures(format)),
    })),
    'line',
    picture('matrix', 'png'),
    picture('matrix', 'svg'),
    picture('map', 'png'),
    picture('map', 'svg'),
    'line',
  ]
}
