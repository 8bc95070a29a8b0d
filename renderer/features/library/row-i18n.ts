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
  return useMemo(() => ({ t, format, capability }), [t, format, capability])
}
