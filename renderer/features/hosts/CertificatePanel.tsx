import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Certificate } from '#shared/contract/hosts.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, CopyButton, ProblemView, Skeleton, escapeInvisible } from '../../ui/index.ts'
import { isAboutCertificate } from './HostFix.tsx'
import { useCertificate } from './queries.ts'

interface CertificatePanelProps {
  /** `null` while there is no address. */
  url: string | null
  /** Problem of the last test. */
  problem: Problem | null
  /** Fingerprint of the certificate that would be trusted. */
  trusted: string | null
  /** The certificate trusted so far. */
  known: Certificate | null
  onTrust: (fingerprint: string | null) => void
}

/** Shows a certificate that no trusted authority signed, and lets the user trust this certificate only. */
export function CertificatePanel({ url, problem, trusted, known, onTrust }: CertificatePanelProps) {
  const { t } = useTranslation()
  const refused = problem !== null && isAboutCertificate(problem)
  const isHttps = url?.startsWith('https:') === true
  const { data, error, isPending } = useCertificate(url ?? '', isHttps && refused)
  if (!isHttps) return null
  if (refused && isPending) return <Skeleton className="h-120" />
  if (refused && error) return <ProblemView problem={problemOf(error)} />
  const shown = refused ? data : trusted === known?.fingerprint ? known : undefined
  if (!refused)
    return trusted === null ? null : (
      <div className="flex flex-col gap-8">
        {shown ? <CertificateFacts certificate={shown} /> : null}
        <div className="flex items-center gap-8 text-ink-2">
          <ShieldCheck aria-hidden className="shrink-0 text-good" />
          <span className="min-w-0 flex-1">{t('hosts.certificate.trusted')}</span>
          <Button onClick={() => onTrust(null)}>{t('hosts.certificate.distrust')}</Button>
        </div>
      </div>
    )
  if (!data) return null
  return (
    <div className="flex flex-col gap-8">
      <CertificateFacts certificate={data} />
      <Button onClick={() => onTrust(data.fingerprint)}>{t('hosts.certificate.trust')}</Button>
      <p className="text-caption text-ink-2">{t('hosts.certificate.compare')}</p>
    </div>
  )
}

/** Subject, validity and fingerprint of a certificate. */
export function CertificateFacts({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { fingerprint, subject, issuer, names, validFrom, validTo, selfSigned } = certificate
  const lines: [string, string][] = [
    [t('hosts.certificate.subject'), escapeInvisible(subject)],
    [t('hosts.certificate.issuer'), selfSigned ? t('hosts.certificate.itself') : escapeInvisible(issuer)],
    ...(names.length > 0
      ? [[t('hosts.certificate.names'), escapeInvisible(format.list(names))] as [string, string]]
      : []),
    [
      t('hosts.certificate.valid'),
      t('hosts.certificate.validity', { from: format.date(validFrom), to: format.date(validTo) }),
    ],
  ]
  return (
    <dl className="selectable grid grid-cols-[auto_minmax(0,1fr)] gap-x-12 gap-y-2 rounded-control border border-line bg-inset p-10 text-caption">
      {lines.map(([term, text]) => (
        <div key={term} className="contents">
          <dt className="text-ink-2">{term}</dt>
          <dd className="max-h-64 overflow-y-auto wrap-anywhere">{text}</dd>
        </div>
      ))}
      <dt className="text-ink-2">{t('hosts.certificate.fingerprint')}</dt>
      <dd className="flex items-start gap-4">
        <code className="min-w-0 flex-1 font-mono leading-18">
          {(fingerprint.match(/.{1,24}/g) ?? []).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </code>
        <CopyButton text={fingerprint} label={t('hosts.certificate.copy')} />
      </dd>
    </dl>
  )
}
