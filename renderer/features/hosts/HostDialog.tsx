import { CircleCheck, LoaderCircle } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { parseHostUrl } from '#shared/ollama/host-url.ts'
import { shortUrl } from '../../app/host-name.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Dialog, Field, ProblemView, TextInput, useProblemWords } from '../../ui/index.ts'
import { useHostDialog } from './dialog.ts'
import { useHostTest, useSaveHost } from './queries.ts'

/** Adds or edits a host, and tells before saving whether a server answers there. */
export function HostDialog() {
  const { isOpen, target, turn, close } = useHostDialog()
  return <Content key={turn} target={target} open={isOpen} close={close} />
}

function Content({ target, open, close }: { target: 'add' | Host; open: boolean; close: () => void }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const isNew = target === 'add'
  const [url, setUrl] = useState(isNew ? '' : shortUrl(target.url))
  const [name, setName] = useState(isNew ? '' : target.name)
  const [left, setLeft] = useState(false)
  const test = useHostTest(url)
  const save = useSaveHost()
  const urlInput = useRef<HTMLInputElement>(null)

  const parsed = parseHostUrl(url)
  const fault = url.trim() === '' || !('fault' in parsed) ? null : parsed.fault
  const faultWords =
    fault === null
      ? undefined
      : words({
          code: fault === 'credentials' ? 'host_url_credentials' : 'host_url_invalid',
          params: {},
          retryable: false,
        })
  const showFault = faultWords !== undefined && (left || fault === 'credentials')
  const silent = test.isCurrent && test.isError

  const submit = () => {
    setLeft(true)
    if ('fault' in parsed || url.trim() === '') return urlInput.current?.focus()
    return save.mutate({ hostId: isNew ? null : target.id, name: name.trim(), url: url.trim() }, { onSuccess: close })
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close()
      }}
      title={isNew ? t('hosts.dialog.add') : t('hosts.dialog.edit')}
      description={t('hosts.dialog.text')}
      initialFocus={urlInput}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={close}>{t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={save.isPending} disabled={url.trim() === ''}>
            {isNew ? (silent ? t('hosts.dialog.addAnyway') : t('hosts.dialog.addIt')) : t('common.act.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-14">
        <Field
          label={t('hosts.dialog.url')}
          hint={t('hosts.dialog.urlHint')}
          error={showFault ? `${faultWords.title}. ${faultWords.next}` : undefined}
        >
          <TextInput
            ref={urlInput}
            mono
            value={url}
            onValueChange={setUrl}
            onBlur={() => setLeft(true)}
            placeholder="192.168.1.20:11434"
            maxLength={2048}
          />
        </Field>
        <Field label={t('hosts.dialog.name')} hint={t('hosts.dialog.nameHint')}>
          <TextInput value={name} onValueChange={setName} maxLength={80} />
        </Field>
        <div aria-live="polite" className="min-h-62">
          <TestResult test={test} idle={url.trim() === '' || fault !== null} />
        </div>
        {save.isError ? <ProblemView problem={problemOf(save.error)} /> : null}
      </div>
    </Dialog>
  )
}

function TestResult({ test, idle }: { test: ReturnType<typeof useHostTest>; idle: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (idle) return null
  if (!test.isCurrent || test.isPending || test.isFetching)
    return (
      <p className="flex items-center gap-8 text-ink-2">
        <LoaderCircle aria-hidden className="animate-spin" />
        {t('hosts.dialog.testing')}
      </p>
    )
  if (test.isError) return <ProblemView problem={problemOf(test.error)} onRetry={() => void test.refetch()} />
  const { version, url, latencyMs } = test.data
  return (
    <p className="flex items-start gap-8 text-good">
      <CircleCheck aria-hidden className="mt-1 shrink-0" />
      <span>{t('hosts.dialog.answers', { version, url: shortUrl(url), time: format.duration(latencyMs) })}</span>
    </p>
  )
}
