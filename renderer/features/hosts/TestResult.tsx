import { CircleCheck, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { shortUrl } from '#shared/domain/host-name.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, ProblemView } from '../../ui/index.ts'
import { isAboutCertificate } from './HostFix.tsx'
import type { SignIn } from './form.ts'
import type { useHostTest } from './queries.ts'

interface TestResultProps {
  test: ReturnType<typeof useHostTest>
  /** Nothing can be tested yet. */
  idle: boolean
  onUseUrl: (url: string) => void
  onSignIn: (kind: SignIn) => void
}

/** Result of a test: the server, or the problem with a button for the next step, if there is one. */
export function TestResult({ test, idle, onUseUrl, onSignIn }: TestResultProps) {
  const { t } = useTranslation()
  const format = useFormat()
  if (idle) return <p className="text-ink-2">{t('hosts.dialog.idle')}</p>
  if (!test.isCurrent || test.isPending || test.isFetching)
    return (
      <p className="flex items-center gap-8 text-ink-2">
        <LoaderCircle aria-hidden className="animate-spin" />
        {t('hosts.dialog.testing')}
      </p>
    )
  if (test.isError) {
    const problem = problemOf(test.error)
    const { right, scheme } = problem.params
    return (
      <ProblemView problem={problem} onRetry={isAboutCertificate(problem) ? undefined : () => void test.refetch()}>
        {typeof right === 'string' ? (
          <Button className="mt-10 mr-6" onClick={() => onUseUrl(right)}>
            {t('hosts.dialog.use', { url: right })}
          </Button>
        ) : null}
        {problem.code === 'unauthorized' ? (
          <Button className="mt-10 mr-6" onClick={() => onSignIn(scheme === 'basic' ? 'basic' : 'bearer')}>
            {t(scheme === 'basic' ? 'hosts.dialog.enterPassword' : 'hosts.dialog.enterToken')}
          </Button>
        ) : null}
      </ProblemView>
    )
  }
  const { server, version, url, latencyMs } = test.data
  const answered = version === null ? 'answersUnversioned' : server === 'localai' ? 'answersApi' : 'answers'
  return (
    <p className="flex items-start gap-8 text-good">
      <CircleCheck aria-hidden className="mt-1 shrink-0" />
      <span>
        {t(`hosts.dialog.${answered}`, {
          version: version ?? '',
          url: shortUrl(url),
          time: format.duration(latencyMs),
        })}
        {server === null || server === 'ollama' ? null : (
          <span className="mt-4 block text-ink-2">{t(`hosts.server.${server}`)}</span>
        )}
      </span>
    </p>
  )
}
