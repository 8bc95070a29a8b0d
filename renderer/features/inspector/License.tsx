import { useTranslation } from 'react-i18next'
import type { Inspection } from '#shared/contract/library.ts'
import { Badge } from '../../ui/index.ts'
import type { Subject } from './queries.ts'
import { TextPanel } from './TextPanel.tsx'

const tones = { free: 'good', copyleft: 'neutral', conditions: 'warning', noncommercial: 'bad' } as const

/** The detected licenses and their full text. */
export function License({ subject, inspection }: { subject: Subject; inspection: Inspection }) {
  const { t } = useTranslation()
  const { licenses, texts } = inspection
  return (
    <>
      {(licenses.length > 0 || texts.license > 0) && (
        <div className="mx-14 mt-12 rounded-control border border-line bg-inset px-10 py-8">
          {licenses.length === 0 && <p className="text-ink-2">{t('inspector.license.unknown')}</p>}
          <LicenseKinds licenses={licenses} />
          <p className="mt-4 text-caption text-ink-2">{t('inspector.license.hint')}</p>
        </div>
      )}
      <TextPanel subject={subject} part="license" length={texts.license} />
    </>
  )
}

/** Names of licenses, each with a short description. */
export function LicenseKinds({ licenses }: { licenses: Inspection['licenses'] }) {
  const { t } = useTranslation()
  return (
    <ul className="flex flex-col gap-4">
      {licenses.map(({ name, use }) => (
        <li key={name} className="flex flex-wrap items-center gap-x-8 gap-y-2">
          <span className="font-semibold">{name}</span>
          <Badge tone={tones[use]}>{t(`inspector.license.use.${use}`)}</Badge>
        </li>
      ))}
    </ul>
  )
}
