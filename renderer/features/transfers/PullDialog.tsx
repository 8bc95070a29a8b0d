import { List, Type } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { transferCalls } from '#shared/domain/act-calls.ts'
import { useHosts } from '../../app/data/hosts.ts'
import { useSettings } from '../../app/data/settings.ts'
import { useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { InvisibleNote } from '../../app/InvisibleNote.tsx'
import { ShowCall } from '../../app/show-call/ShowCall.tsx'
import { Button, Dialog, ProblemView } from '../../ui/index.ts'
import { Advanced, plainOptions } from './Advanced.tsx'
import { HostChoice } from './HostChoice.tsx'
import { LinkNotice } from './LinkNotice.tsx'
import { checkNames, isSeveral } from './names.ts'
import { OneName } from './OneName.tsx'
import { useStartPulls } from './queries.ts'
import { SeveralNames } from './SeveralNames.tsx'
import { SizePreview } from './SizePreview.tsx'

interface PullDialogProps {
  /** The host that is chosen at first. */
  host: Host
  name: string
  /** A link asks for the pull, not the user. */
  byLink: boolean
  onClose: () => void
}

/** A link or a menu may ask for a pull where none is possible. */
const cloudProblem = (server: string): Problem => ({ code: 'cloud_host', params: { server }, retryable: false })

const noProblems: ReadonlyMap<string, Problem> = new Map()

/** Starts one pull or several. Those that could not be started stay in the dialog, with the reason. */
export function PullDialog({ host: first, name, byLink, onClose }: PullDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const hostName = useHostName()
  const hosts = useHosts()?.hosts ?? []
  const [hostId, setHostId] = useState(first.id)
  const host = hosts.find(({ id }) => id === hostId) ?? first
  const [text, setText] = useState(name)
  const [several, setSeveral] = useState(() => isSeveral(name))
  const [options, setOptions] = useState(plainOptions)
  const [problems, setProblems] = useState(noProblems)
  const start = useStartPulls()
  const checked = checkNames(text)
  const names = checked.flatMap(({ view }) => (view.kind === 'name' ? [view.name] : []))
  const isCloud = host.server === 'ollama_cloud'
  const isOne = !several && checked.length <= 1
  const one = checked[0]?.view.kind === 'name' ? checked[0].view : null
  const asksRegistries = useSettings()?.askRegistries === true
  const problem = isOne ? problems.values().next().value : undefined

  const change = (next: string) => {
    setText(next)
    setProblems(noProblems)
  }
  const submit = () => {
    if (isCloud || names.length === 0 || start.isPending) return
    start.mutate(
      { hostId: host.id, names, ...options, ...(host.reach === 'down' ? { awaited: hostName(host) } : {}) },
      {
        onSuccess: (results) => {
          const failed = new Map(results.flatMap(({ name, problem }) => (problem ? [[name, problem]] : [])))
          const left = checked.filter(({ view }) => view.kind !== 'name' || failed.has(view.name))
          if (left.length === 0) return onClose()
          setProblems(failed)
          if (left.length > 1) setSeveral(true)
          return setText(left.map(({ text }) => text).join('\n'))
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('transfers.pull.title')}
      description={
        hosts.length > 1 ? (
          <HostChoice hosts={hosts} value={host.id} onValueChange={setHostId} />
        ) : (
          t('transfers.pull.to', { host: hostName(host) })
        )
      }
      onSubmit={submit}
      actions={
        <>
          <Button
            variant="ghost"
            icon={several ? Type : List}
            className="mr-auto"
            disabled={several && checked.length > 1}
            onClick={() => setSeveral(!several)}
          >
            {t(several ? 'transfers.pull.onlyOne' : 'transfers.pull.several')}
          </Button>
          <Button onClick={onClose}>{t('common.act.cancel')}</Button>
          <Button type="submit" variant="primary" busy={start.isPending} disabled={isCloud || names.length === 0}>
            {names.length > 1
              ? t('transfers.pull.actSeveral', { value: format.count(names.length) })
              : t('transfers.pull.act')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-12">
        {isCloud ? <ProblemView problem={cloudProblem(host.url)} /> : null}
        {host.reach === 'down' ? (
          <p className="text-warning">{t('transfers.pull.down', { host: hostName(host) })}</p>
        ) : null}
        {byLink ? <LinkNotice host={host} name={name} /> : null}
        {several ? (
          <SeveralNames host={host} text={text} checked={checked} problems={problems} onChange={change} />
        ) : (
          <OneName
            host={host}
            text={text}
            view={checked[0]?.view ?? { kind: 'empty' }}
            checked={checked}
            problems={problems}
            onChange={change}
            onSeveral={(next) => {
              change(next)
              setSeveral(true)
            }}
          />
        )}
        {isOne && asksRegistries && !isCloud ? (
          <SizePreview
            key={`${host.id} ${one?.name} ${options.insecure}`}
            host={host}
            view={one}
            insecure={options.insecure}
          />
        ) : null}
        <InvisibleNote text={text} />
        {problem ? <ProblemView problem={problem} /> : null}
        <Advanced value={options} onValueChange={setOptions} />
        <ShowCall
          url={host.url}
          calls={() =>
            transferCalls(
              'pull',
              names.map((model) => ({ model, insecure: options.insecure, stream: !options.silent })),
            )
          }
        />
      </div>
    </Dialog>
  )
}
