import { useTranslation } from 'react-i18next'
import type { Inspection } from '#shared/contract/library.ts'
import { quantizationBits } from '#shared/domain/sorting.ts'
import { DEFAULT_HOST, DEFAULT_NAMESPACE, listedParts } from '#shared/ollama/name.ts'
import { useFormat } from '../../app/i18n.ts'
import { useCapabilityLabel } from '../library/Capabilities.tsx'
import type { Facts } from './facts.ts'

/** Two or three sentences about the model, from what the server reports. */
export function useSentence(inspection: Inspection, facts: Facts): string {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const word = useCapabilityLabel()
  const { details, capabilities, cloud } = inspection
  const architecture = facts.architecture ?? details.family
  const can = (capabilities ?? []).map(word)
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(can)
  const sentences = [
    cloud ? t('inspector.sentence.cloud', { host: cloud.host }) : '',
    architecture === ''
      ? ''
      : details.parameterSize === ''
        ? t('inspector.sentence.model', { architecture })
        : t('inspector.sentence.sized', { architecture, parameters: details.parameterSize }),
    quantized(details.quantization),
    facts.context === null ? '' : t('inspector.sentence.context', { tokens: format.count(facts.context) }),
    can.length > 0 ? t('inspector.sentence.can', { list }) : '',
  ]
  return sentences.filter(Boolean).join(t('inspector.sentence.between'))

  function quantized(name: string): string {
    if (name === '' || name === 'unknown') return ''
    if (/^(F|BF)\d+$/i.test(name)) return t('inspector.sentence.whole', { name })
    const bits = quantizationBits(name)
    return bits === null
      ? t('inspector.sentence.quantizedAs', { name })
      : t('inspector.sentence.quantized', { name, bits: String(Math.floor(bits)) })
  }
}

/** The registry that a model was pulled from, or would be pushed to, by its name. */
export function useOrigin(name: string): string {
  const { t } = useTranslation()
  const { host, namespace } = listedParts(name)
  if (host === '') return ''
  if (host.toLowerCase() !== DEFAULT_HOST) {
    const isHuggingFace = /^(hf\.co|huggingface\.co)$/i.test(host)
    return isHuggingFace
      ? t('inspector.origin.huggingFace', { user: namespace })
      : t('inspector.origin.registry', { host, user: namespace })
  }
  return namespace.toLowerCase() === DEFAULT_NAMESPACE
    ? t('inspector.origin.library')
    : t('inspector.origin.user', { user: namespace })
}
