import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { GgufKeyId } from '#shared/domain/gguf.ts'
import type { Language } from '#shared/i18n/index.ts'

const texts: Record<Language, () => Promise<Readonly<Record<GgufKeyId, string>>>> = {
  en: async () => (await import('#shared/i18n/en/gguf.ts')).gguf,
  'zh-CN': async () => (await import('#shared/i18n/zh-CN/gguf.ts')).gguf,
}

/** Explanations of the GGUF keys, loaded when they are first shown; `undefined` until then. */
export function useGgufTexts(): Readonly<Record<GgufKeyId, string>> | undefined {
  const language = useTranslation().i18n.language as Language
  return useQuery({ queryKey: ['gguf-texts', language], queryFn: texts[language], staleTime: Infinity }).data
}
