import { create } from 'zustand'

export const inspectorTabs = [
  'overview',
  'memory',
  'configuration',
  'template',
  'metadata',
  'tensors',
  'tokens',
  'usage',
  'raw',
] as const
export type InspectorTab = (typeof inspectorTabs)[number]

/** What the tab `raw` shows, as the server sends it; `json` is the answer of `show`. */
export const rawTexts = ['modelfile', 'license', 'json'] as const
export type RawText = (typeof rawTexts)[number]

interface ShownTab {
  tab: InspectorTab
  rawText: RawText
  show: (tab: InspectorTab) => void
  /** Shows that text in the tab `raw`. */
  showRaw: (rawText: RawText) => void
}

/** The tab is kept when another model is inspected, so that they can be compared. */
export const useInspectorTab = create<ShownTab>((set) => ({
  tab: 'overview',
  rawText: 'modelfile',
  show: (tab) => set({ tab }),
  showRaw: (rawText) => set({ tab: 'raw', rawText }),
}))
