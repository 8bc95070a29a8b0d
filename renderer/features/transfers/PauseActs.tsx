import { EllipsisVertical, Info, Pause, Play } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useHostNames } from '../../app/data/hosts.ts'
import { useTransfers } from '../../app/data/transfers.ts'
import { useHostName } from '../../app/host-display.ts'
import { Button, IconButton, Menu, Popover, type MenuEntry } from '../../ui/index.ts'
import { hostActs, type HostActs } from './sections.ts'
import { useTransferActs } from './use-acts.ts'

/** Buttons that pause and resume all transfers, a menu to do so by host, and an explanation of pausing. */
export function PauseActs() {
  const { t } = useTranslation()
  const hosts = useTransfers(hostActs)
  const { pause, resume } = useTransferActs()
  const first = useRef<HTMLButtonElement>(null)
  if (hosts.length === 0) return null
  const canPause = hosts.some((host) => host.canPause)
  const canResume = hosts.some((host) => host.canResume)
  // The same button for both, so that it keeps the focus when one turns into the other.
  const isResume = canResume && !canPause
  return (
    <>
      <AboutPausing />
      {hosts.length > 1 ? <ByHost hosts={hosts} /> : null}
      <Button
        ref={first}
        icon={isResume ? Play : Pause}
        busy={!canPause && !canResume}
        onClick={() => (isResume ? resume() : pause())}
      >
        {t(isResume ? 'transfers.pausing.resumeAll' : 'transfers.pausing.pauseAll')}
      </Button>
      {canPause && canResume ? (
        <Button
          icon={Play}
          onClick={() => {
            first.current?.focus()
            resume()
          }}
        >
          {t('transfers.pausing.resumeAll')}
        </Button>
      ) : null}
    </>
  )
}

function ByHost({ hosts }: { hosts: readonly HostActs[] }) {
  const { t } = useTranslation()
  const known = useHostNames()?.hosts ?? []
  const hostName = useHostName()
  const { pause, resume } = useTransferActs()
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={EllipsisVertical} label={t('transfers.pausing.byHost')} />}
      entries={hosts.flatMap(({ hostId, canPause, canResume }): MenuEntry[] => {
        const host = known.find(({ id }) => id === hostId)
        return [
          { heading: host ? hostName(host) : t('transfers.hostRemoved') },
          {
            key: `pause ${hostId}`,
            icon: Pause,
            label: t('transfers.pausing.pause'),
            disabled: !canPause,
            onSelect: () => pause(hostId),
          },
          {
            key: `resume ${hostId}`,
            icon: Play,
            label: t('transfers.resume'),
            disabled: !canResume,
            onSelect: () => resume(hostId),
          },
        ]
      })}
    />
  )
}

function AboutPausing() {
  const { t } = useTranslation()
  const title = t('transfers.pausing.about')
  return (
    <Popover title={title} className="w-340" trigger={<IconButton icon={Info} label={title} />}>
      <ul className="mt-6 flex flex-col gap-6 text-ink-2">
        <li>{t('transfers.pausing.pull')}</li>
        <li>{t('transfers.pausing.push')}</li>
        <li>{t('transfers.pausing.bandwidth')}</li>
      </ul>
    </Popover>
  )
}
