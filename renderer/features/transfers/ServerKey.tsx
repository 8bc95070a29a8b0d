import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { useInfo } from '../../app/data/settings.ts'
import { ButtonLink, CopyButton } from '../../ui/index.ts'
import { keyPlaces } from './key-places.ts'
import { registryLabel, type NamedView } from './name-view.ts'

/** The pages where an account gets to know a key. */
const settings: Partial<Record<NamedView['registry'], string>> = {
  ollama: 'https://ollama.com/settings/keys',
  huggingface: 'https://huggingface.co/settings/keys',
  huggingface_long: 'https://huggingface.co/settings/keys',
}

/** Where the public key of a server usually is, and who has to know it. The key itself is not read. */
export function ServerKey({ host, view }: { host: Host; view: NamedView }) {
  const { t } = useTranslation()
  const { registry } = view
  const label = registryLabel(view)
  const page = settings[registry]
  return (
    <div className="text-caption">
      <p className="text-ink-2">
        {t(`transfers.key.${registry === 'huggingface_long' ? 'huggingface' : registry}`, { registry: label })}
      </p>
      <KeyPlaces url={host.url} />
      {page === undefined ? null : (
        <div className="mt-4 text-body">
          <ButtonLink href={page}>{t('transfers.key.settings', { registry: label })}</ButtonLink>
        </div>
      )}
    </div>
  )
}

/** The files in which a server usually has its public key. */
export function KeyPlaces({ url }: { url: string }) {
  const { t } = useTranslation()
  const platform = useInfo()?.platform ?? 'other'
  return (
    <dl className="mt-2">
      {keyPlaces(url, platform).map(({ install, path }) => (
        <div key={install} className="flex flex-wrap items-center gap-x-6">
          <dt className="text-ink-2">{t(`transfers.key.install.${install}`)}</dt>
          <dd className="flex min-w-0 items-center gap-2">
            <code className="selectable font-mono wrap-anywhere">{path}</code>
            <CopyButton text={path} label={t('transfers.key.copy')} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
