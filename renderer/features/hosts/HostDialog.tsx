import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { parseHostUrl } from '#shared/ollama/host-url.ts'
import { useClient } from '../../app/core.tsx'
import { useHosts } from '../../app/data/hosts.ts'
import { useHostName } from '../../app/host-display.ts'
import { useReport } from '../../app/report.ts'
import { shortUrl } from '#shared/domain/host-name.ts'
import { InvisibleNote } from '../../app/InvisibleNote.tsx'
import { problemOf } from '../../host/index.ts'
import { Button, Dialog, Field, notify, ProblemView, TextInput, useProblemText } from '../../ui/index.ts'
import { CertificatePanel } from './CertificatePanel.tsx'
import { useHostDialog } from './dialog.ts'
import {
  credentialsOf,
  type Draft,
  type DraftFault,
  edited,
  faultOf,
  isFirst,
  isInTheOpen,
  noDraft,
  sameOrigin,
  type SignIn,
} from './form.ts'
import { type Opening, useHostTest, useSaveHost } from './queries.ts'
import { KeptCredentials, SignInFields } from './SignInFields.tsx'
import { TestResult } from './TestResult.tsx'

/** Faults of fields that may be incomplete while the user types; shown on saving. */
const unfinished: ReadonlySet<DraftFault['fault']> = new Set(['empty', 'name', 'value'])

/** Adds or edits a host, and tests the address before saving. */
export function HostDialog() {
  const { isOpen, target, url, isUsed, turn, close } = useHostDialog()
  return <Content key={turn} target={target} begin={url} isUsed={isUsed} open={isOpen} close={close} />
}

function useHostForm(target: 'add' | Host, begin: string | null) {
  const host = edited(target)
  const [url, setUrl] = useState(shortUrl(begin ?? (target === 'add' ? '' : target.url)))
  const [name, setName] = useState(target === 'add' ? '' : target.name)
  /** `null` keeps the credentials. */
  const [draft, setDraft] = useState<Draft | null>(host?.credentials ? null : noDraft)
  /** `undefined` keeps the trusted certificate. */
  const [trust, setTrust] = useState<string | null | undefined>(undefined)

  const parsed = parseHostUrl(url)
  const address = url.trim() === '' || 'fault' in parsed ? null : parsed.url
  const inherits = host !== null && (address === null || sameOrigin(address, host.url))
  const keeps = draft === null && inherits
  const shownDraft = draft ?? noDraft
  const fault = keeps ? null : faultOf(shownDraft)
  const opening: Opening | null =
    address === null || fault !== null
      ? null
      : {
          url: url.trim(),
          ...(host === null ? {} : { hostId: host.id }),
          ...(keeps ? {} : { credentials: credentialsOf(shownDraft) }),
          ...(trust === undefined ? {} : { trust }),
        }
  return {
    host,
    url,
    name,
    address,
    urlFault: url.trim() !== '' && 'fault' in parsed ? parsed : null,
    inherits,
    keeps,
    draft: shownDraft,
    fault,
    opening,
    trusted: trust === undefined ? (inherits ? (host?.certificate?.fingerprint ?? null) : null) : trust,
    setUrl(next: string) {
      setUrl(next)
      // The trusted certificate belongs to the previous address.
      setTrust(undefined)
    },
    setName,
    setDraft,
    setTrust,
  }
}

interface ContentProps {
  target: 'add' | Host
  /** The address to begin with in place of the host's own. */
  begin: string | null
  isUsed: boolean
  open: boolean
  close: () => void
}

function Content({ target, begin, isUsed, open, close }: ContentProps) {
  const { t } = useTranslation()
  const problemText = useProblemText()
  const form = useHostForm(target, begin)
  const { host, url, name, address, urlFault, opening } = form
  const hosts = useHosts()
  const secrets = hosts?.secrets ?? 'run'
  const [left, setLeft] = useState(false)
  const [tried, setTried] = useState(false)
  /** Whether a button showed the fields. It is gone then, so the first field takes the focus. */
  const [entering, setEntering] = useState(false)
  const test = useHostTest(opening)
  const save = useSaveHost()
  const urlInput = useRef<HTMLInputElement>(null)
  const isNew = host === null
  const becomesCurrent = isNew && (isUsed || (hosts !== undefined && isFirst(hosts)))
  const tellAdded = useTellAdded()

  const meant = urlFault?.fault === 'port' ? shortUrl(urlFault.right) : null
  const faultText =
    urlFault === null
      ? null
      : problemText({ code: `host_url_${urlFault.fault}`, params: { right: meant ?? '' }, retryable: false })
  const shownFault = left || urlFault?.fault === 'credentials' ? faultText : null
  const problem = test.isCurrent && test.isError ? problemOf(test.error) : null

  const enter = (kind: SignIn) => {
    setEntering(true)
    form.setDraft({ ...noDraft, kind })
  }
  const submit = () => {
    setLeft(true)
    setTried(true)
    if (address === null) return urlInput.current?.focus()
    if (opening === null) return undefined
    const saved = (host: Host) => {
      close()
      if (isNew) tellAdded(host, becomesCurrent)
    }
    return save.mutate({ ...opening, name: name.trim(), isUsed: becomesCurrent }, { onSuccess: saved })
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close()
      }}
      title={isNew ? t('hosts.dialog.add') : t('hosts.dialog.edit')}
      description={t('hosts.dialog.text')}
      width="wide"
      initialFocus={urlInput}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={close}>{t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={save.isPending} disabled={url.trim() === ''}>
            {isNew
              ? t(`hosts.dialog.submit.${becomesCurrent ? 'use' : 'add'}${problem ? 'Anyway' : ''}`)
              : t('common.act.save')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-2 gap-18">
        <div className="flex min-w-0 flex-col gap-14">
          <Field
            label={t('hosts.dialog.url')}
            hint={t('hosts.dialog.urlHint')}
            error={shownFault ? t('common.sentences', { first: shownFault.title, second: shownFault.next }) : undefined}
          >
            <TextInput
              ref={urlInput}
              mono
              value={url}
              onValueChange={form.setUrl}
              onBlur={() => setLeft(true)}
              placeholder="192.168.1.20:11434"
              maxLength={2048}
            />
          </Field>
          {meant === null ? null : (
            <Button className="self-start" onClick={() => form.setUrl(meant)}>
              {t('hosts.dialog.use', { url: meant })}
            </Button>
          )}
          <InvisibleNote text={url} />
          <Field label={t('hosts.dialog.name')} hint={t('hosts.dialog.nameHint')}>
            <TextInput value={name} onValueChange={form.setName} maxLength={80} />
          </Field>
          {form.keeps && host?.credentials ? (
            <KeptCredentials
              credentials={host.credentials}
              onReplace={() => enter(host.credentials?.auth ?? 'none')}
              onRemove={() => form.setDraft(noDraft)}
            />
          ) : (
            <SignInFields
              draft={form.draft}
              onChange={form.setDraft}
              fault={tried || (form.fault !== null && !unfinished.has(form.fault.fault)) ? form.fault : null}
              takesFocus={entering}
              kept={secrets}
              inTheOpen={address !== null && isInTheOpen(address)}
              leftBehind={host?.credentials !== null && host !== null && !form.inherits}
            />
          )}
        </div>
        <div aria-live="polite" className="flex min-h-240 min-w-0 flex-col gap-10 pt-23">
          <TestResult
            test={test}
            idle={opening === null}
            onUseUrl={(right) => form.setUrl(shortUrl(right))}
            onSignIn={enter}
          />
          <CertificatePanel
            url={address}
            problem={problem}
            trusted={form.trusted}
            known={host?.certificate ?? null}
            onTrust={form.setTrust}
          />
          {save.isError ? <ProblemView problem={problemOf(save.error)} /> : null}
        </div>
      </div>
    </Dialog>
  )
}

/** Says that a host was added, and that it is the current one now or how to make it so. */
function useTellAdded(): (host: Host, isCurrent: boolean) => void {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const hostName = useHostName()
  return (host, isCurrent) => {
    const name = hostName(host)
    if (isCurrent) return notify({ title: t('hosts.added.used', { name }) })
    const onSelect = () => void report(client.hosts.select({ hostId: host.id }))
    return notify({ title: t('hosts.added.kept', { name }), action: { label: t('hosts.added.use'), onSelect } })
  }
}
