import { useTranslation } from 'react-i18next'
import type { Inspection } from '#shared/contract/library.ts'
import { useFormat } from '../../app/i18n.ts'
import { useCapabilityLabel } from '../library/Capabilities.tsx'
import type { Facts } from './facts.ts'
import { originOf } from './origin.ts'

/** Two or three sentences about the model, from what the server reports. */
export function useSentence(inspection: Inspection, facts: Facts): string {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const word = useCapabilityLabel()
  const { details, capabilities, cloud } = inspection
  const { server, file, tensors, isDisputed } = facts.quantization
  const architecture = facts.architecture ?? details.family
  const can = (capabilities ?? []).map(word)
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(can)
  const sentences = [
    cloud ? t('inspector.sentence.cloud', { host: cloud.host }) : '',
    architecture === ''
      ? ''
      : facts.parameters === ''
        ? t('inspector.sentence.model', { architecture })
        : t('inspector.sentence.sized', { architecture, parameters: facts.parameters }),
    isDisputed ? t('inspector.sentence.disputed') : quantized(server || (file ?? '')),
    facts.context === null ? '' : t('inspector.sentence.context', { tokens: format.count(facts.context) }),
    can.length > 0 ? t('inspector.sentence.can', { list }) : '',
  ]
  return sentences.filter(Boolean).join(t('inspector.sentence.between'))

  function quantized(name: string): string {
    if (name === '') return ''
    if (/^(F|BF)\d+$/i.test(name)) return t('inspector.sentence.whole', { name })
    return tensors === null
      ? t('inspector.sentence.quantizedAs', { name })
      : t('inspector.sentence.quantized', { name, bits: format.decimal(tensors.bits) })
  }
}

/** Where the model comes from, and how that is known; empty if nothing is known. */
export function useOrigin({ name, details }: Inspection): string {
  const { t } = useTranslation()
  const origin = originOf(name, details.parentModel)
  return origin === null ? '' : t(`inspector.origin.${origin.kind}`, { parent: '', user: '', host: '', ...origin })
}
