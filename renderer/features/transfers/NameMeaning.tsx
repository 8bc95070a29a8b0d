import { useTranslation } from 'react-i18next'
import type { NamePart } from '#shared/ollama/name.ts'
import { DEFAULT_NAMESPACE } from '#shared/ollama/name.ts'
import type { InputFault } from '#shared/ollama/name-input.ts'
import { useFormat } from '../../app/i18n.ts'
import { Badge } from '../../ui/index.ts'
import type { NamedView, NameView } from './name-view.ts'

const parts = ['host', 'namespace', 'model', 'tag'] as const

/**
 * The parts of a name: registry, namespace, model and tag, which of them are defaults, and `presence`, whether the
 * host has the model. Without a name it keeps its height, so that the layout does not move while one is typed.
 */
export function NameMeaning({ view, presence = null }: { view: NamedView | null; presence?: string | null }) {
  const { t } = useTranslation()
  const registry = useRegistryText()
  const notes: Partial<Record<NamePart, string>> = view
    ? {
        host: registry(view),
        ...(presence === null ? {} : { tag: presence }),
        ...(view.registry === 'ollama' && view.parts.namespace.toLowerCase() === DEFAULT_NAMESPACE
          ? { namespace: t('transfers.means.library') }
          : {}),
      }
    : {}
  return (
    <div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-14 gap-y-2 rounded-control border border-line bg-inset px-10 py-8">
        {parts.map((part) => (
          <div key={part} className="col-span-2 grid min-h-20 grid-cols-subgrid items-center">
            <dt className="text-caption text-ink-2">{t(`transfers.part.${part}`)}</dt>
            <dd className="flex flex-wrap items-center gap-x-8">
              <span className="selectable font-mono text-code wrap-anywhere">{view?.parts[part]}</span>
              {view?.filled.includes(part) ? <Badge>{t('transfers.means.filled')}</Badge> : null}
              {notes[part] === undefined ? null : <span className="text-caption text-ink-2">{notes[part]}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {view?.cloud === true && <p className="mt-6 text-caption text-warning">{t('transfers.means.cloud')}</p>}
    </div>
  )
}

/** Text about the registry of a name. */
export function useRegistryText(): (view: NamedView) => string {
  const { t } = useTranslation()
  return ({ registry }) =>
    ({
      ollama: t('transfers.means.ollama'),
      huggingface: t('transfers.means.huggingface'),
      huggingface_long: t('transfers.means.huggingfaceLong'),
      other: t('transfers.means.other'),
    })[registry]
}

/** Text about why a text is no name. */
export function useFaultText(): (fault: Exclude<InputFault, { fault: 'empty' }>) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (fault) => {
    if (fault.fault === 'several') return t('transfers.fault.several', { value: format.count(fault.count) })
    if (fault.fault === 'page') return t('transfers.fault.page', { text: fault.text })
    if (fault.fault === 'segments') return t('transfers.fault.segments')
    if (fault.fault === 'digest') return t('transfers.fault.digest')
    if (fault.fault === 'namespace_needed') return t('transfers.fault.namespaceNeeded', { host: fault.host })
    if (fault.text === '') return t(`transfers.fault.empty.${fault.part}`)
    return t(`transfers.fault.${fault.part}`, { text: fault.text })
  }
}

/** Text about why a typed text cannot be pulled. */
export function useNameError(): (view: NameView) => string | undefined {
  const { t } = useTranslation()
  const faultText = useFaultText()
  return (view) => {
    if (view.kind === 'fault') return faultText(view.fault)
    return view.kind === 'local' ? t('transfers.fault.local') : undefined
  }
}
