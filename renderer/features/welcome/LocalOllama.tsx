import { useMutation } from '@tanstack/react-query'
import { Download, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LocalOllama } from '#shared/contract/hosts.ts'
import type { Info } from '#shared/contract/system.ts'
import { useClient } from '../../app/core.tsx'
import { useInfo } from '../../app/data/settings.ts'
import { problemOf } from '../../host/index.ts'
import { Button, ButtonLink, ProblemView } from '../../ui/index.ts'
import { useLocalOllama } from '../hosts/queries.ts'
import { Command, Way } from './Way.tsx'

const DOWNLOAD = 'https://ollama.com/download'

/** Commands that install Ollama: its own script, and the package managers that have it. */
const installs: Record<Info['platform'], string | null> = {
  linux: 'curl -fsSL https://ollama.com/install.sh | sh',
  darwin: 'brew install ollama',
  win32: 'winget install --id Ollama.Ollama',
  other: null,
}

/** Commands that start an Ollama that Corral did not find. On Windows its installer puts it where Corral looks. */
const starts: Record<Info['platform'], string | null> = {
  linux: 'ollama serve',
  darwin: 'ollama serve',
  win32: null,
  other: 'ollama serve',
}

/** The first way: to start the Ollama of this computer, or to install one. */
export function LocalWay({ local }: { local: LocalOllama | null }) {
  if (local === null) return <InstallCard />
  return local.how === 'service' ? <ServiceCard local={local} /> : <StartCard local={local} />
}

function InstallCard() {
  const { t } = useTranslation()
  const platform = useInfo()?.platform
  if (platform === undefined) return null
  const [install, start] = [installs[platform], starts[platform]]
  return (
    <Way
      icon={Download}
      title={t('welcome.install.title')}
      text={t('welcome.install.text')}
      more={
        <>
          {install === null ? null : <Command text={install} />}
          <div className="mt-8">
            <ButtonLink href={DOWNLOAD}>{t('welcome.install.download')}</ButtonLink>
          </div>
          <p className="mt-12 text-code text-ink-2">{t(`welcome.install.start.${platform}`)}</p>
          {start === null ? null : <Command text={start} />}
        </>
      }
    />
  )
}

function ServiceCard({ local }: { local: LocalOllama }) {
  const { t } = useTranslation()
  return (
    <Way
      icon={Play}
      title={t('welcome.start.title')}
      text={t('welcome.start.service')}
      more={<Command text={local.command} />}
    />
  )
}

function StartCard({ local }: { local: LocalOllama }) {
  const { t } = useTranslation()
  const start = useStart()
  return (
    <Way
      icon={Play}
      title={t('welcome.start.title')}
      text={t(`welcome.start.${local.how}`, { path: local.path })}
      more={<StartProblem start={start} className="mt-10" />}
    >
      <Button
        variant="primary"
        className={start.isError ? 'self-start' : undefined}
        busy={start.isPending}
        onClick={() => start.mutate()}
      >
        {t('welcome.start.act')}
      </Button>
    </Way>
  )
}

/** In a row that wraps: a button that starts this computer's server, if Corral can, and below why it did not start. */
export function StartLocal() {
  const { t } = useTranslation()
  const local = useLocalOllama().data
  const start = useStart()
  if (!local || local.how === 'service') return null
  return (
    <>
      <Button icon={Play} className="shrink-0" busy={start.isPending} onClick={() => start.mutate()}>
        {t('welcome.start.title')}
      </Button>
      <StartProblem start={start} className="order-last basis-full" />
    </>
  )
}

function useStart() {
  const client = useClient()
  return useMutation({ mutationFn: () => client.hosts.startLocal() })
}

function StartProblem({ start, className }: { start: ReturnType<typeof useStart>; className: string }) {
  return start.isError ? <ProblemView problem={problemOf(start.error)} className={className} detailOpen /> : null
}
