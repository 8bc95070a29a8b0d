import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#shared/contract/account.ts'
import { ButtonLink } from '../../ui/index.ts'

const marks = {
  good: <CircleCheck size={14} aria-hidden className="mt-3 shrink-0 text-good" />,
  warning: <TriangleAlert size={14} aria-hidden className="mt-3 shrink-0 text-warning" />,
  unknown: <CircleHelp size={14} aria-hidden className="mt-3 shrink-0 text-ink-2" />,
}

/** One thing that was found out, and whether it is good. */
export function Finding({ mark, children }: { mark: keyof typeof marks; children: ReactNode }) {
  return (
    <div className="flex items-start gap-6">
      {marks[mark]}
      <div className="min-w-0 wrap-anywhere">{children}</div>
    </div>
  )
}

/** Who is signed in on a server, or how to sign in. */
export function AccountState({ account }: { account: Account }) {
  const { t } = useTranslation()
  if (account.state === 'signed_in') {
    const { name, plan } = account
    return (
      <Finding mark="good">
        {plan === null
          ? t('transfers.pushCheck.signedIn', { name })
          : t('transfers.pushCheck.signedInPlan', { name, plan })}
      </Finding>
    )
  }
  if (account.state !== 'signed_out')
    return <Finding mark="unknown">{t(`transfers.pushCheck.${account.state}`)}</Finding>
  const { signinUrl } = account
  return (
    <Finding mark="warning">
      <p>{t('transfers.pushCheck.signedOut')}</p>
      {signinUrl === null ? (
        <p>{t('transfers.pushCheck.signInCommand')}</p>
      ) : (
        <div className="mt-4 mb-2 flex flex-wrap items-center gap-x-12 gap-y-4">
          <ButtonLink href={signinUrl}>{t('transfers.pushCheck.signIn')}</ButtonLink>
          <p className="min-w-0 flex-1 basis-200 text-caption text-ink-2">{t('transfers.pushCheck.signInHint')}</p>
        </div>
      )}
    </Finding>
  )
}
