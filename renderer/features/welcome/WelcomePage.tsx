import { useMutation } from '@tanstack/react-query'
import { FlaskConical, Play, Server, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostsState, LocalOllama } from '#shared/contract/hosts.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../app/core.tsx'
import { useReport } from '../../app/report.ts'
import { problemOf } from '../../host/index.ts'
import { Button, Card, CopyButton, ProblemView, useProblemText } from '../../ui/index.ts'
import { useHostDialog } from '../hosts/dialog.ts'
import { useLocalOllama } from '../hosts/queries.ts'

/** Shown until there is a server: where Corral looked, what it found, and how to get one. */
export function WelcomePage({ lastProbe }: { lastProbe: HostsState['lastProbe'] }) {
  const { t } = useTranslation()
  const problemText = useProblemText()
  if (lastProbe === null) return <Ways title={t('welcome.titlePlain')} text={t('welcome.textPlain')} />
  const { title } = problemText(lastProbe.problem)
  // An unreadable address of OLLAMA_HOST or the command line was not probed.
  const unreadable = lastProbe.problem.code.startsWith('host_url_')
  return (
    <Ways
      title={t('welcome.title')}
      text={
        unreadable
          ? t('welcome.unreadable', { where: lastProbe.url, what: title })
          : t('welcome.looked', { what: title })
      }
    />
  )
}

/** Shown if this computer's server does not answer any more. */
export function LocalDown({
  problem,
  onCheck,
  checking,
}: {
  problem: Problem
  onCheck: () => void
  checking: boolean
}) {
  const { t } = useTranslation()
  const { title, meaning } = useProblemText()(problem)
  return (
    <Ways title={t('welcome.down')} text={t('common.sentences', { first: title, second: meaning })}>
      <Button busy={checking} onClick={onCheck}>
        {checking ? t('common.offline.checking') : t('common.offline.check')}
      </Button>
    </Ways>
  )
}

function Ways({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  const { t } = useTranslation()
  const local = useLocalOllama().data
  const openDialog = useHostDialog((dialog) => dialog.open)
  return (
    <div className="flex h-full overflow-y-auto p-18">
      <div className="m-auto w-full max-w-560">
        <div className="flex items-end gap-14">
          <div className="min-w-0 flex-1">
            <h1 className="text-display">{title}</h1>
            <p className="mt-4 text-[14px] text-ink-2 wrap-anywhere">{text}</p>
          </div>
          {children}
        </div>
        <div className="mt-20 flex flex-col gap-10">
          {local ? <LocalCard local={local} /> : null}
          <Way icon={Server} title={t('welcome.connect.title')} text={t('welcome.connect.text')}>
            <Button variant={local ? 'secondary' : 'primary'} onClick={() => openDialog('add')}>
              {t('welcome.connect.act')}
            </Button>
          </Way>
          <SandboxCard />
        </div>
      </div>
    </div>
  )
}

interface WayProps {
  icon: LucideIcon
  title: string
  text: string
  /** Content below the text, over the whole width. */
  more?: ReactNode
  /** The button. */
  children?: ReactNode
}

function Way({ icon: Icon, title, text, more, children }: WayProps) {
  return (
    <Card className="flex items-center gap-14 p-14" aria-label={title}>
      <span className="flex size-36 shrink-0 items-center justify-center self-start rounded-card bg-soft text-accent-text">
        <Icon size={18} aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold">{title}</h2>
        <p className="text-code text-ink-2 wrap-anywhere">{text}</p>
        {more}
      </div>
      {children}
    </Card>
  )
}

/** Button that starts this computer's server, if Corral can start it. */
export function StartLocal({ className }: { className?: string }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const local = useLocalOllama().data
  const start = useMutation({ mutationFn: () => report(client.hosts.startLocal()) })
  if (!local || local.how === 'service') return null
  return (
    <Button icon={Play} className={className} busy={start.isPending} onClick={() => start.mutate()}>
      {t('welcome.start.title')}
    </Button>
  )
}

function LocalCard({ local }: { local: LocalOllama }) {
  const { t } = useTranslation()
  const client = useClient()
  const start = useMutation({ mutationFn: () => client.hosts.startLocal() })
  if (local.how === 'service')
    return (
      <Way
        icon={Play}
        title={t('welcome.start.title')}
        text={t('welcome.start.service')}
        more={
          <div className="mt-8 flex items-center gap-6 rounded-control border border-line bg-inset pl-10">
            <code className="selectable min-w-0 flex-1 overflow-x-auto py-5 font-mono text-code whitespace-nowrap">
              {local.command}
            </code>
            <CopyButton text={local.command} label={t('welcome.start.copy')} />
          </div>
        }
      />
    )
  return (
    <Way
      icon={Play}
      title={t('welcome.start.title')}
      text={t(`welcome.start.${local.how}`, { path: local.path })}
      more={start.isError ? <ProblemView problem={problemOf(start.error)} className="mt-10" /> : null}
    >
      <Button variant="primary" busy={start.isPending} onClick={() => start.mutate()}>
        {t('welcome.start.act')}
      </Button>
    </Way>
  )
}

function SandboxCard() {
  const { t } = useTranslation()
  const client = useClient()
  const open = useMutation({ mutationFn: () => client.hosts.openSandbox() })
  return (
    <Way
      icon={FlaskConical}
      title={t('welcome.sandbox.title')}
      text={t('welcome.sandbox.text')}
      more={open.isError ? <ProblemView problem={problemOf(open.error)} className="mt-10" /> : null}
    >
      <Button busy={open.isPending} onClick={() => open.mutate()}>
        {t('welcome.sandbox.act')}
      </Button>
    </Way>
  )
}
