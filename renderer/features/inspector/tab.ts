import { create } from 'zustand'

export const inspectorTabs = [
  'overview',
  'metadata',
  'template',
  'parameters',
  'system',
  'modelfile',
  'license',
  'tensors',
  'tokens',
  'raw',
] as const
export type InspectorTab = (typeof inspectorTabs)[number]

/** The tab is kept when another model is inspected, so that they can be compared. */
export const useInspectorTab = create<{ tab: InspectorTab; show: (tab: InspectorTab) => void }>((set) => ({
  tab: 'overview',
  show: (tab) => set({ tab }),
}))
