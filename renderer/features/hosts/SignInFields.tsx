import { KeyRound, Plus, TriangleAlert, X } from 'lucide-react'
import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { HeaderFault } from '#shared/ollama/headers.ts'
import { useFormat } from '../../app/i18n.ts'
import { Button, Field, IconButton, Segmented, TextInput } from '../../ui/index.ts'
import type { Draft, DraftFault, HeaderLine, SignIn } from './form.ts'

const kinds = ['none', 'bearer', 'basic'] as const satisfies readonly SignIn[]
const MOST_HEADERS = 16

interface SignInFieldsProps {
  draft: Draft
  onChange: (draft: Draft) => void
  /** The fault to show; `null` while the user types. */
  fault: DraftFault | null
  /** Whether the first field takes the focus when it is mounted. */
  takesFocus: boolean
  /** Where the credentials would be stored. */
  kept: 'os' | 'run'
  /** Whether they would be sent unencrypted to another computer. */
  inTheOpen: boolean
  /** Whether there are credentials that are not sent to the new address. */
  leftBehind: boolean
}

/** Fields for the credentials for a proxy in front of the server. */
export function SignInFields(props: SignInFieldsProps) {
  const { draft, onChange, fault, takesFocus, kept, inTheOpen, leftBehind } = props
  const { t } = useTranslation()
  const { kind, headers } = draft
  const label = useId()
  const nextKey = useRef(1)
  const addButton = useRef<HTMLButtonElement>(null)
  const secret = kind !== 'none' || headers.length > 0
  const wrong = (field: 'token' | 'user') =>
    fault && fault.field !== 'header' && fault.field === field
      ? t(`hosts.signIn.wrong.${field}.${fault.fault}`)
      : undefined
  const addHeader = () => onChange({ ...draft, headers: [...headers, { key: nextKey.current++, name: '', value: '' }] })
  return (
    <section aria-labelledby={label} className="flex flex-col gap-8">
      <div className="-my-5 flex items-center justify-between gap-10">
        <h3 id={label} className="font-semibold">
          {t('hosts.signIn.title')}
        </h3>
        {headers.length < MOST_HEADERS ? (
          <Button ref={addButton} variant="ghost" icon={Plus} onClick={addHeader}>
            {t('hosts.signIn.addHeader')}
          </Button>
        ) : null}
      </div>
      <div className="flex">
        <Segmented
          label={t('hosts.signIn.title')}
          value={kind}
          onValueChange={(next) => onChange({ ...draft, kind: next })}
          items={kinds.map((value) => ({ value, label: t(`hosts.signIn.kind.${value}`) }))}
        />
      </div>
      {kind === 'bearer' ? (
        <Field label={t('hosts.signIn.token')} hint={t('hosts.signIn.tokenHint')} error={wrong('token')}>
          <Secret
            autoFocus={takesFocus}
            value={draft.token}
            onChange={(token) => onChange({ ...draft, token })}
            maxLength={16_384}
          />
        </Field>
      ) : null}
      {kind === 'basic' ? (
        <div className="grid grid-cols-2 gap-10">
          <Field label={t('hosts.signIn.user')} error={wrong('user')}>
            <TextInput
              autoFocus={takesFocus}
              value={draft.user}
              onValueChange={(user) => onChange({ ...draft, user })}
              maxLength={1024}
            />
          </Field>
          <Field label={t('hosts.signIn.password')}>
            <Secret value={draft.password} onChange={(password) => onChange({ ...draft, password })} maxLength={4096} />
          </Field>
        </div>
      ) : null}
      {headers.map((line) => (
        <HeaderFields
          key={line.key}
          line={line}
          fault={fault?.field === 'header' && fault.key === line.key ? fault.fault : null}
          onChange={(next) =>
            onChange({ ...draft, headers: headers.map((each) => (each.key === line.key ? next : each)) })
          }
          onRemove={() => {
            addButton.current?.focus()
            onChange({ ...draft, headers: headers.filter(({ key }) => key !== line.key) })
          }}
        />
      ))}
      {leftBehind ? <p className="text-caption text-ink-2">{t('hosts.signIn.leftBehind')}</p> : null}
      {secret ? <p className="text-caption text-ink-2">{t(`hosts.signIn.kept.${kept}`)}</p> : null}
      {secret && inTheOpen ? (
        <p className="flex items-start gap-6 text-caption text-warning">
          <TriangleAlert size={13} aria-hidden className="mt-2 shrink-0" />
          {t('hosts.signIn.inTheOpen')}
        </p>
      ) : null}
    </section>
  )
}

interface SecretProps {
  value: string
  onChange: (value: string) => void
  maxLength: number
  label?: string
  autoFocus?: boolean
}

/** A masked input that password managers ignore. */
function Secret({ value, onChange, maxLength, label, autoFocus = false }: SecretProps) {
  return (
    <TextInput
      type="password"
      mono
      autoComplete="new-password"
      autoFocus={autoFocus}
      value={value}
      onValueChange={onChange}
      maxLength={maxLength}
      {...(label === undefined ? {} : { 'aria-label': label })}
    />
  )
}

interface HeaderFieldsProps {
  line: HeaderLine
  fault: HeaderFault | 'twice' | null
  onChange: (line: HeaderLine) => void
  onRemove: () => void
}

function HeaderFields({ line, fault, onChange, onRemove }: HeaderFieldsProps) {
  const { t } = useTranslation()
  return (
    <div>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_28px] items-center gap-6">
        <TextInput
          mono
          autoFocus
          aria-label={t('hosts.signIn.headerName')}
          placeholder={t('hosts.signIn.headerExample')}
          value={line.name}
          onValueChange={(name) => onChange({ ...line, name })}
          maxLength={128}
        />
        <Secret
          label={t('hosts.signIn.headerValue')}
          value={line.value}
          onChange={(value) => onChange({ ...line, value })}
          maxLength={8192}
        />
        <IconButton icon={X} label={t('hosts.signIn.removeHeader')} onClick={onRemove} />
      </div>
      {fault === null ? null : (
        <p role="alert" className="mt-4 text-caption text-bad">
          {t(`hosts.signIn.wrong.header.${fault}`)}
        </p>
      )}
    </div>
  )
}

interface KeptCredentialsProps {
  credentials: NonNullable<Host['credentials']>
  onReplace: () => void
  onRemove: () => void
}

/** Shows that credentials are saved; they cannot be displayed. */
export function KeptCredentials({ credentials, onReplace, onRemove }: KeptCredentialsProps) {
  const { t } = useTranslation()
  const text = useCredentialsText()(credentials)
  return (
    <section className="flex flex-col gap-6">
      <h3 className="font-semibold">{t('hosts.signIn.title')}</h3>
      <div className="flex items-center gap-8 rounded-control border border-line bg-inset py-6 pr-6 pl-10">
        <KeyRound size={14} aria-hidden className="shrink-0 text-ink-2" />
        <p className="min-w-0 flex-1 text-ink-2">{text}</p>
        <Button onClick={onReplace}>{t('hosts.signIn.replace')}</Button>
        <Button variant="danger-quiet" onClick={onRemove}>
          {t('hosts.signIn.remove')}
        </Button>
      </div>
    </section>
  )
}

/** Text about the kind of a host's credentials and where they are stored. */
export function useCredentialsText(): (credentials: NonNullable<Host['credentials']>) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ auth, headers, kept }) => {
    const parts = [
      ...(auth === 'none' ? [] : [t(`hosts.signIn.has.${auth}`)]),
      ...(headers === 0 ? [] : [t('hosts.signIn.has.headers', { count: headers })]),
    ]
    return t(`hosts.signIn.where.${kept}`, { what: format.list(parts) })
  }
}
