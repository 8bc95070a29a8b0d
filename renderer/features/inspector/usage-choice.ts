import { create } from 'zustand'
import type { Shell } from '#shared/domain/quoting.ts'
import type { Api, SnippetLanguage, Task } from '#shared/domain/snippets.ts'

export interface UsageChoice {
  api: Api
  /** `null` is that of the system. */
  language: SnippetLanguage | null
  shell: Shell | null
  /** For a model that can do several. */
  task: Task
  numCtx: number | null
  temperature: number | null
  /** As typed. */
  keepAlive: string
  change: (change: Partial<Omit<UsageChoice, 'change'>>) => void
}

/** What was chosen for examples, kept from model to model. */
export const useUsageChoice = create<UsageChoice>((set) => ({
  api: 'ollama',
  language: null,
  shell: null,
  task: 'chat',
  numCtx: null,
  temperature: null,
  keepAlive: '',
  change: (change) => set(change),
}))
