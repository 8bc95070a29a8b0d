import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { callCommand, type ShownCall } from '#shared/domain/call-command.ts'
import { literal, type Value } from '#shared/domain/quoting.ts'
import { CopyButton, Segmented } from '../../ui/index.ts'
import { useCurrentHost, useHosts } from '../data/hosts.ts'
import { useInfo } from '../data/settings.ts'

/** Longest list that is shown; more of the same is copied, but not looked at. */
const SHOWN = 20

interface CallListProps<Call extends ShownCall> {
  calls: readonly Call[]
  /** The address that the commands call; that of the current host if it is not given. */
  url?: string | undefined
  /** Shown below a call. */
  below?: (call: Call) => ReactNode
}

/** Requests as calls of the API, or as commands of the user's shell, to be copied. */
export function CallList<Call extends ShownCall>({ calls, url, below }: CallListProps<Call>) {
  const { t } = useTranslation()
  const current = useCurrentHost()
  const [form, setForm] = useState<'api' | 'command'>('api')
  const shell = useInfo()?.platform === 'win32' ? 'powershell' : 'posix'
  const address = url ?? current?.url ?? ''
  const host = useHosts()?.hosts.find((one) => one.url === address)
  const auth = host?.credentials?.auth ?? 'none'
  const textOf = (call: Call) =>
    form === 'command'
      ? callCommand(call, address, auth, shell)
      : `${call.method} ${call.path}\n${literal(call.body as Record<string, Value>, 'json')}`
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-center justify-between gap-8">
        <Segmented
          label={t('calls.as')}
          value={form}
          onValueChange={setForm}
          items={(['api', 'command'] as const).map((value) => ({ value, label: t(`calls.${value}`) }))}
        />
        <CopyButton
          text={calls.map(textOf).join('\n\n')}
          label={t(form === 'api' ? 'calls.copyCall' : 'calls.copyCommand')}
        />
      </div>
      {calls.slice(0, SHOWN).map((call, at) => (
        // A list of calls does not change its order.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="rounded-control border border-line bg-inset px-9 py-6">
          <pre className="selectable font-mono text-code wrap-anywhere whitespace-pre-wrap text-ink">
            {textOf(call)}
          </pre>
          {below?.(call)}
        </div>
      ))}
    </div>
  )
}
