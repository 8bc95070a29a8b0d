import { Dialog } from '@base-ui/react/dialog'
import { Command as Cmdk } from 'cmdk'
import { Boxes, Search, Server, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd, ModelName } from '../../ui/index.ts'
import { useClient } from '../core.tsx'
import { useCurrentHost, useHosts } from '../data/hosts.ts'
import { useModels } from '../data/models.ts'
import { shortUrl, useHostName } from '../host-name.ts'
import { useNavigation } from '../navigation.ts'
import { useReport } from '../report.ts'
import { usePalette } from './commands.ts'
import { rank } from './rank.ts'

interface ItemProps {
  id: string
  icon?: LucideIcon | undefined
  words?: readonly string[] | undefined
  keys?: string | undefined
  note?: string | undefined
  onSelect: () => void
  children: ReactNode
}

function Item({ id, icon: Icon, words, keys, note, onSelect, children }: ItemProps) {
  const setOpen = usePalette((palette) => palette.setOpen)
  return (
    <Cmdk.Item
      value={id}
      keywords={[...(words ?? [])]}
      onSelect={() => {
        setOpen(false)
        onSelect()
      }}
      className="flex h-34 items-center gap-10 rounded-control px-10 data-[selected=true]:bg-soft data-[selected=true]:text-accent-text"
    >
      {Icon && <Icon aria-hidden className="shrink-0 opacity-75" />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {note === undefined ? null : <span className="truncate font-mono text-[11px] text-ink-2">{note}</span>}
      {keys === undefined ? null : <Kbd keys={keys} plain />}
    </Cmdk.Item>
  )
}

const group =
  'pb-4 [&_[cmdk-group-heading]]:px-10 [&_[cmdk-group-heading]]:pt-6 [&_[cmdk-group-heading]]:pb-2 [&_[cmdk-group-heading]]:text-caption [&_[cmdk-group-heading]]:text-ink-2'

/** Everything there is to go to or to do, in one list. Features add to it with `useCommands`. */
export function Palette() {
  const { t } = useTranslation()
  const { isOpen, setOpen } = usePalette()
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => setOpen(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed top-[9vh] left-1/2 z-30 w-560 max-w-[calc(100vw-40px)] -translate-x-1/2 overflow-hidden rounded-card border border-line bg-panel shadow-popup outline-none">
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Content />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Content() {
  const { t } = useTranslation()
  const client = useClient()
  const hostName = useHostName()
  const report = useReport()
  const openModel = useNavigation((navigation) => navigation.open)
  const sources = usePalette((palette) => palette.sources)
  const { app = [], ...others } = sources
  const features = Object.values(others).flat()
  const current = useCurrentHost()
  const hosts = useHosts()?.hosts ?? []
  const models = useModels(current?.id ?? null, current?.reach === 'up').data ?? []
  return (
    <Cmdk label={t('palette.title')} loop filter={(_id, typed, texts) => rank(typed, texts ?? [])}>
      <div className="flex h-44 items-center gap-10 border-b border-line px-14">
        <Search aria-hidden className="shrink-0 text-ink-2" />
        <Cmdk.Input placeholder={t('common.search')} className="h-full min-w-0 flex-1 bg-transparent outline-none" />
        <Kbd keys="escape" />
      </div>
      <Cmdk.List className="max-h-[min(420px,64vh)] scroll-py-6 overflow-y-auto p-6">
        <Cmdk.Empty className="p-18 text-center text-ink-2">{t('palette.nothing')}</Cmdk.Empty>
        <Cmdk.Group heading={t('palette.commands')} className={group}>
          {[...features, ...app].map(({ id, label, icon, keys, words, run }) => (
            <Item key={id} id={id} icon={icon} keys={keys} words={[label, ...(words ?? [])]} onSelect={run}>
              {label}
            </Item>
          ))}
        </Cmdk.Group>
        {models.length === 0 ? null : (
          <Cmdk.Group heading={t('palette.models')} className={group}>
            {models.map(({ name }) => (
              <Item key={name} id={`model ${name}`} icon={Boxes} words={[name]} onSelect={() => openModel(name)}>
                <ModelName name={name} />
              </Item>
            ))}
          </Cmdk.Group>
        )}
        {hosts.length < 2 ? null : (
          <Cmdk.Group heading={t('palette.hosts')} className={group}>
            {hosts
              .filter(({ id }) => id !== current?.id)
              .map((host) => (
                <Item
                  key={host.id}
                  id={`host ${host.id}`}
                  icon={Server}
                  words={[hostName(host), shortUrl(host.url), t('palette.hosts')]}
                  note={shortUrl(host.url)}
                  onSelect={() => void report(client.hosts.select({ hostId: host.id }))}
                >
                  {t('palette.switchTo', { name: hostName(host) })}
                </Item>
              ))}
          </Cmdk.Group>
        )}
      </Cmdk.List>
    </Cmdk>
  )
}
