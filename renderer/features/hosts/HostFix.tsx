import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { Button } from '../../ui/index.ts'
import { useHostDialog } from './dialog.ts'

type Fix = 'certificate' | 'signIn' | 'address'

/** Problems that can be fixed in the dialog of the host. */
const fixes: Partial<Record<ProblemCode, Fix>> = {
  certificate_untrusted: 'certificate',
  certificate_name: 'certificate',
  certificate_expired: 'certificate',
  certificate_changed: 'certificate',
  unauthorized: 'signIn',
  credentials_refused: 'signIn',
  forbidden: 'signIn',
  no_such_name: 'address',
  plain_http: 'address',
  needs_https: 'address',
  path_wrong: 'address',
  is_llama_cpp: 'address',
  is_lm_studio: 'address',
  is_open_webui: 'address',
  is_localai: 'address',
  is_web_page: 'address',
  not_ollama: 'address',
  only_loopback: 'address',
  redirected: 'address',
  redirected_to: 'address',
}

/** Whether the next step is to inspect the certificate. */
export function isAboutCertificate({ code }: Problem): boolean {
  return fixes[code] === 'certificate'
}

/** A button with the next step for a host with a problem, if Corral can do it. */
export function HostFix({ host, className }: { host: Host; className?: string }) {
  const { t } = useTranslation()
  const openDialog = useHostDialog((dialog) => dialog.open)
  const fix = host.problem && host.kind !== 'sandbox' ? fixes[host.problem.code] : undefined
  if (fix === undefined) return null
  const right = host.problem?.params['right']
  if (typeof right === 'string')
    return (
      <Button className={className} onClick={() => openDialog(host, { url: right })}>
        {t('hosts.dialog.use', { url: right })}
      </Button>
    )
  return (
    <Button className={className} onClick={() => openDialog(host)}>
      {t(`hosts.fix.${fix}`)}
    </Button>
  )
}
