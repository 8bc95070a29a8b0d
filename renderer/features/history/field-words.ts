import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { HistoryPart } from '#shared/contract/history.ts'
import { isSetting, settingOf } from '#shared/contract/settings.ts'
import { useFormat } from '../../app/i18n.ts'
import { escapeInvisible } from '../../ui/index.ts'
import { settingTitle, settingValue } from '../settings/words.ts'

const fields = ['url', 'name', 'certificate', 'credentials', 'default', 'keep_alive', 'outcome'] as const
type Field = (typeof fields)[number]
const isField = (field: string): field is Field => (fields as readonly string[]).includes(field)

/** The memory of a host, as its card tells it. */
const memoryWords = (t: TFunction): Record<string, string> => ({
  'memory.gpus': t('hosts.memory.gpus'),
  'memory.isUnified': t('hosts.memory.unified'),
  'memory.ram': t('hosts.memory.ram'),
  'memory.cacheType': t('hosts.memory.cacheType'),
  'memory.slots': t('hosts.memory.parallel'),
})

/** A changed field and its values in the words of the page where it is set; as they are where this version has none. */
export function useFieldWords() {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { language } = i18n
  const valueOf = (field: string, text: string): string => {
    if (isSetting(field)) {
      const value = settingOf(field, text)
      return value === undefined ? text : settingValue(field, value, { t, format, language })
    }
    if (field === 'memory.gpus' && text === '0') return t('hosts.memory.noGpu')
    if (field === 'memory.isUnified') return t(text === 'true' ? 'settings.on' : 'settings.off')
    return text === '' ? t('history.entry.nothing') : escapeInvisible(text)
  }
  return ({ field, from, to }: HistoryPart['changes'][number]) => {
    const name = isField(field)
      ? t(`history.fields.${field}`)
      : isSetting(field)
        ? settingTitle(field, t)
        : (memoryWords(t)[field] ?? field)
    if (field === 'credentials') return { name, text: t('history.entry.secret') }
    if (field === 'outcome')
      return { name, text: t(to === 'kept' ? 'history.outcomes.kept' : 'history.outcomes.stopping') }
    if (field === 'keep_alive') return { name, text: to }
    const [before, after] = [valueOf(field, from), valueOf(field, to)]
    // Memory that was not typed in before is not shared, either.
    if (field === 'memory.isUnified' && before === after) return { name, text: null }
    return { name, text: t('history.entry.was', { from: before, to: after }) }
  }
}
