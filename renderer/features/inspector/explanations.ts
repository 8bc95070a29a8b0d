import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Language } from '#shared/i18n/index.ts'

/** Explanations of the GGUF keys and of the parameters, which are too many for the texts of the first paint. */
const texts = {
  gguf: {
    en: async () => (await import('#shared/i18n/en/gguf.ts')).gguf,
    'zh-CN': async () => (await import('#shared/i18n/zh-CN/gguf.ts')).gguf,
  },
  parameter: {
    en: async () => (await import('#shared/i18n/en/parameter.ts')).parameter,
    'zh-CN': async () => (await import('#shared/i18n/zh-CN/parameter.ts')).parameter,
  },
} as const

type Texts<Of extends keyof typeof texts> = Awaited<ReturnType<(typeof texts)[Of]['zh-CN']>>

/** They are loaded when they are first shown; `undefined` until then. */
export function useExplanations<Of extends keyof typeof texts>(of: Of): Texts<Of> | undefined {
  const language = useTranslation().i18n.language as Language
  const load = texts[of][language] as () => Promise<Texts<Of>>
  return useQuery({ queryKey: ['explanations', of, language], queryFn: load, staleTime: Infinity }).data
}
