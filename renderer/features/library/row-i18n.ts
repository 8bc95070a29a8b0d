import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { useCapabilityLabel } from './Capabilities.tsx'

export interface RowI18n {
  t: TFunction
  format: ReturnType<typeof useFormat>
  capability: (capability: string) => string
}

/** Translation and formats for all rows. Called once, as these hooks in every row would slow down scrolling. */
export function useRowI18n(): RowI18n {
  const { t } = useTranslation()
  const format = useFormat()
  const capability = useCapabilityLabel()
  return useMemo(() => ({ t: kept(t), format, capability: kept(capability) }), [t, format, capability])
}

/** Keeps the texts that depend on nothing but their key: each row looks up the same ones. */
function kept<Look extends (key: never, ...values: never[]) => string>(look: Look): Look {
  const texts = new Map<string, string>()
  return ((key: never, ...values: never[]) => {
    if (values.length > 0) return look(key, ...values)
    const text = texts.get(key) ?? look(key)
    texts.set(key, text)
    return text
  }) as Look
}
