import type { SavedFault } from '../../../workers/files/read-saved.ts'
import { newId } from '../../../app/new-id.ts'
import { useTexts } from '../texts/store.ts'
import { call, computeResult } from './compute-client.ts'
import { addResult } from './results.ts'

/** Reads a saved result and shows it. Adds its texts to the list if that is empty. Resolves to `null` on success. */
export async function importResult(file: File): Promise<SavedFault | null> {
  const id = `file ${newId()}`
  const saved = await call('readSaved', { id, file })
  if ('fault' in saved) return saved
  const worked = await computeResult(id, saved.texts.length, saved.dimensions)
  const { entries, set, learn } = useTexts.getState()
  if (entries.length === 0) set(saved.texts)
  else learn(saved.texts)
  addResult({ ...worked, id, hostId: null, facts: saved })
  return null
}
