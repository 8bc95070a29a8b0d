import type { TFunction } from 'i18next'
import { create } from 'zustand'
import type { CorralClient } from '#shared/contract/index.ts'
import { MAX_IMPORT, type ImportPreview } from '#shared/contract/portable.ts'
import { download, fileTime } from '../../app/download.ts'
import { notify } from '../../ui/index.ts'

export type Readable = Extract<ImportPreview, { state: 'readable' }>

/** The file whose import the user is asked about. */
interface Asked {
  isOpen: boolean
  /** Counts the files; as a key it resets the dialog. */
  turn: number
  name: string
  text: string
  preview: Readable | null
}

export const useImport = create<Asked>(() => ({ isOpen: false, turn: 0, name: '', text: '', preview: null }))

export async function exportAll(client: CorralClient, t: TFunction): Promise<void> {
  const { text } = await client.portable.export()
  const name = `corral-${fileTime(Date.now())}.json`
  download(new Blob([text], { type: 'application/json' }), name)
  notify({ title: t('portable.exported', { name }), description: t('portable.secrets') })
}

/** Lets the user choose a file. Calls `read` with it, once the browser has it. */
export function chooseFile(read: (file: File) => void): void {
  const picker = document.createElement('input')
  picker.type = 'file'
  picker.accept = '.json'
  picker.addEventListener('change', () => {
    const file = picker.files?.[0]
    if (file) read(file)
  })
  picker.click()
}

/** Opens the dialog with what the file would change, or says why it cannot be imported. */
export async function askImport(file: File, client: CorralClient, t: TFunction, mostBytes: string): Promise<void> {
  const { name } = file
  const failed = (state: Exclude<ImportPreview['state'], 'readable'> | 'unreadable') =>
    notify({
      title: t('portable.failed', { name }),
      description: t(`portable.fault.${state}`, { size: mostBytes }),
      tone: 'bad',
    })
  if (file.size > MAX_IMPORT) return failed('too_large')
  const text = await file.text().catch(() => null)
  if (text === null) return failed('unreadable')
  const preview = await client.portable.preview({ text })
  if (preview.state !== 'readable') return failed(preview.state)
  useImport.setState(({ turn }) => ({ isOpen: true, turn: turn + 1, name, text, preview }))
}
