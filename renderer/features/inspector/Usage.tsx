import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Inspection, Model } from '#shared/contract/library.ts'
import { clientSetups, compatibleSince } from '#shared/domain/client-setups.ts'
import { apis, baseOf, optionsFor, snippet, snippetLanguages, tasksOf, type ModelUse } from '#shared/domain/snippets.ts'
import { isLoopback } from '#shared/ollama/host-url.ts'
import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'
import { isOlder } from '#shared/ollama/version.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useInfo } from '../../app/data/settings.ts'
import { useFormat } from '../../app/i18n.ts'
import { CopyButton, Segmented, escapeInvisible } from '../../ui/index.ts'
import { withListed } from './facts.ts'
import { useUsageChoice, type UsageChoice } from './usage-choice.ts'
import { UsageOptions } from './UsageOptions.tsx'

interface UsageProps {
  inspection: Inspection
  model: Model | undefined
}

/** How other programs use the model: address, a runnable example, and the settings of well-known clients. */
export function Usage({ inspection, model }: UsageProps) {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const choice = useUsageChoice()
  const isWindows = useInfo()?.platform === 'win32'
  if (host === null) return null
  const { name, capabilities, parameters } = withListed(inspection, model)
  const tasks = tasksOf(capabilities)
  const task = tasks.find((one) => one === choice.task) ?? tasks[0]
  const use: Omit<ModelUse, 'task'> = {
    base: baseOf(host.url),
    model: name,
    prompt: t('inspector.usage.prompt'),
    options: optionsOf(choice),
    auth: host.credentials?.auth ?? 'none',
    hasEmbed: host.features.embed,
  }
  const language = choice.language ?? (isWindows ? 'powershell' : 'curl')
  const shell = choice.shell ?? (isWindows ? 'powershell' : 'posix')
  return (
    <div className="flex flex-col gap-18 p-14">
      <Addresses host={host} base={use.base} />
      <Section title={t('inspector.usage.example')}>
        {task === undefined ? (
          <p className="text-ink-2">{t('inspector.usage.none')}</p>
        ) : (
          <>
            <div className="flex flex-wrap gap-8">
              {tasks.length > 1 && (
                <Segmented
                  label={t('inspector.usage.task.label')}
                  value={task}
                  onValueChange={(next) => choice.change({ task: next })}
                  items={tasks.map((value) => ({ value, label: t(`inspector.usage.task.${value}`) }))}
                />
              )}
              <Segmented
                label={t('inspector.usage.api.label')}
                value={choice.api}
                onValueChange={(api) => choice.change({ api })}
                items={apis.map((value) => ({ value, label: t(`inspector.usage.api.${value}`) }))}
              />
              <Segmented
                label={t('inspector.usage.language.label')}
                value={language}
                onValueChange={(next) => choice.change({ language: next })}
                items={snippetLanguages.map((value) => ({ value, label: t(`inspector.usage.language.${value}`) }))}
              />
            </div>
            <UsageOptions parameters={parameters} takes={optionsFor(choice.api, task)} />
            {choice.api === 'openai' && <Note>{t('inspector.usage.notInOpenai')}</Note>}
            <Code text={snippet(choice.api, language, { ...use, task })} label={t('inspector.usage.copyExample')} />
          </>
        )}
      </Section>
      {task !== undefined && (
        <Section title={t('inspector.usage.programs')}>
          <Segmented
            label={t('inspector.usage.shell.label')}
            value={shell}
            onValueChange={(next) => choice.change({ shell: next })}
            items={(['posix', 'powershell'] as const).map((value) => ({
              value,
              label: t(`inspector.usage.shell.${value}`),
            }))}
          />
          {clientSetups({ ...use, task }, shell)
            .filter(({ api }) => api !== 'anthropic' || hasAnthropic(host))
            .map(({ id, text, api }) => {
              const program = t(`inspector.usage.program.${id}`)
              return (
                <div key={id} className="flex w-full flex-col gap-4">
                  <h4 className="font-medium">{program}</h4>
                  <Missing api={api} version={host.version} />
                  {id === 'openWebui' && isLoopback(use.base) && <Note>{t('inspector.usage.container')}</Note>}
                  {id === 'claude' && <Note>{t('inspector.usage.longContext')}</Note>}
                  <Code text={text} label={t('inspector.usage.copyProgram', { name: program })} />
                </div>
              )
            })}
        </Section>
      )}
    </div>
  )
}

/** LocalAI tells the version of Ollama that it resembles, which says nothing of this API. */
const hasAnthropic = ({ server }: Host) => server !== 'localai'

/** What Ollama would refuse is left out. */
function optionsOf({ numCtx, temperature, keepAlive }: UsageChoice): ModelUse['options'] {
  const kept = keepAlive.trim()
  return {
    ...(numCtx === null ? {} : { num_ctx: numCtx }),
    ...(temperature === null ? {} : { temperature }),
    ...(keepAliveSeconds(kept) === null ? {} : { keep_alive: kept }),
  }
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col items-start gap-8">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function Note({ children }: { children: string }) {
  return <p className="text-caption text-ink-2">{children}</p>
}

/** That the server is too old for an API. */
function Missing({ api, version }: { api: keyof typeof compatibleSince | null; version: string | null }) {
  const { t } = useTranslation()
  if (api === null || !isOlder(version, compatibleSince[api])) return null
  return (
    <p className="text-caption text-warning">
      {t('inspector.usage.needs', { needs: compatibleSince[api], version: version ?? '' })}
    </p>
  )
}

function Addresses({ host, base }: { host: Host; base: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { credentials, certificate, kind, version } = host
  const headers = credentials?.headers ?? 0
  const rows = [
    { what: t('inspector.usage.base'), address: base, api: null },
    { what: t('inspector.usage.openai'), address: `${base}/v1`, api: 'openai' },
    ...(hasAnthropic(host) ? [{ what: t('inspector.usage.anthropic'), address: base, api: 'anthropic' } as const] : []),
  ] as const
  const notes = [
    isLoopback(base) && kind !== 'sandbox' ? t('inspector.usage.loopback') : '',
    kind === 'sandbox' ? t('inspector.usage.sandbox') : '',
    credentials?.auth === 'bearer' ? t('inspector.usage.bearer') : '',
    credentials?.auth === 'basic' ? t('inspector.usage.basic') : '',
    headers > 0 ? t('inspector.usage.headers', { count: headers, value: format.count(headers) }) : '',
    certificate === null ? '' : t('inspector.usage.certificate'),
  ].filter((note) => note !== '')
  return (
    <Section title={t('inspector.usage.address')}>
      <dl className="w-full">
        {rows.map(({ what, address, api }) => (
          <div key={what} className="flex min-h-32 items-center gap-10 border-b border-line py-2">
            <dt className="w-124 shrink-0 text-ink-2">{what}</dt>
            <dd className="flex min-w-0 flex-1 items-center gap-6">
              <span className="min-w-0 flex-1">
                <code className="selectable font-mono text-code wrap-anywhere">{escapeInvisible(address)}</code>
                <Missing api={api} version={version} />
              </span>
              <CopyButton text={address} label={t('inspector.usage.copyAddress', { what })} />
            </dd>
          </div>
        ))}
      </dl>
      {notes.map((note) => (
        <Note key={note}>{note}</Note>
      ))}
    </Section>
  )
}

function Code({ text, label }: { text: string; label: string }) {
  return (
    <div className="relative w-full rounded-control border border-line bg-inset">
      <pre className="selectable p-10 pr-40 font-mono text-[11.5px] leading-18 whitespace-pre-wrap wrap-anywhere">
        {escapeInvisible(text)}
      </pre>
      <div className="absolute top-4 right-4 rounded-control bg-inset">
        <CopyButton text={text} label={label} />
      </div>
    </div>
  )
}
