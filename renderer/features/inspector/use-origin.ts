import { useTranslation } from 'react-i18next'
import type { Inspection } from '#shared/contract/library.ts'
import { originOf } from './origin.ts'

/** Where the model comes from, and how that is known; empty if nothing is known. */
export function useOrigin({ name, details }: Inspection): string {
  const { t } = useTranslation()
  const origin = originOf(name, details.parentModel)
  return origin === null ? '' : t(`inspector.origin.${origin.kind}`, { parent: '', user: '', host: '', ...origin })
}
