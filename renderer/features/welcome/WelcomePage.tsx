import { useMutation } from '@tanstack/react-query'
import { FlaskConical, Server } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostsState } from '#shared/contract/hosts.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { isHere } from '#shared/i18n/problem-words.ts'
import { useClient } from '../../app/core.tsx'
import { problemOf } from '../../host/index.ts'
import { Button, ProblemView, useProblemText } from '../../ui/index.ts'
import { useHostDialog } from '../hosts/dialog.ts'
import { useLocalOllama } from '../hosts/queries.ts'
import { LocalWay } from './LocalOllama.tsx'
import { Way } from './Way.tsx'

/** Shown until there is a server: where Corral looked, what it found, and how to get one. */
export function WelcomePage({ lastProbe }: { lastProbe: HostsState['lastProbe'] }) {
  const { t } = useTranslation()
  const problemText = useProblemText()
  if (lastProbe === null) return <Ways title={t('welcome.titlePlain')} text={t('welcome.textPlain')} />
  const { url, problem } = lastProbe
  const { title } = problemText(problem)
  // An unreadable address of OLLAMA_HOST or the command line was not probed.
  const unreadable = problem.code.startsWith('host_url_')
  return (
    <Ways
      title={t('welcome.title')}
      text={unreadable ? t('welcome.unreadable', { where: url, what: title }) : t('welcome.looked', { what: title })}
      isHere={isHere(problem)}
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
  const { title } = useProblemText()(problem)
  return (
    <Ways title={t('welcome.down')} text={t('welcome.looked', { what: title })} isHere={isHere(problem)}>
      <Button busy={checking} onClick={onCheck}>
        {checking ? t('common.offline.checking') : t('common.offline.check')}
      </Button>
    </Ways>
  )
}

interface WaysProps {
  title: string
  text: string
  /** Whether a server on this computer would be found. */
  isHere?: boolean
  children?: ReactNode
}

function Ways({ title, text, isHere = false, children }: WaysProps) {
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
          {isHere && local !== undefined ? <LocalWay local={local} /> : null}
          <Way icon={Server} title={t('welcome.connect.title')} text={t('welcome.connect.text')}>
            <Button variant={local ? 'secondary' : 'primary'} onClick={() => openDialog('add', { isUsed: true })}>
              {t('welcome.connect.act')}
            </Button>
          </Way>
          <SandboxCard />
        </div>
      </div>
    </div>
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
