import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageRequest } from '#shared/contract/desktop.ts'
import { useClient } from '../../app/core.tsx'
import { useHosts } from '../../app/data/hosts.ts'
import { subscribe } from '../../app/data/subscribe.ts'
import { useNavigation } from '../../app/navigation.ts'
import { hasWork } from '../../app/page-work.ts'
import { useShortcutSheet } from '../../app/shortcuts.ts'
import { notify } from '../../ui/index.ts'
import { useRunningDialogs } from '../running/dialogs.ts'
import { useTransferDialogs } from '../transfers/dialogs.ts'

type Link = Extract<PageRequest, { type: 'pull' | 'show' }>

/** Handles requests of the desktop's menus, links and notifications. */
export function PageRequests() {
  const client = useClient()
  const cache = useQueryClient()
  const { t } = useTranslation()
  const [link, setLink] = useState<Link | null>(null)
  useEffect(() => {
    const act = (request: PageRequest) => {
      const { go } = useNavigation.getState()
      if (request.type === 'pull' || request.type === 'show') setLink(request)
      else if (request.type === 'pull_dialog') useTransferDialogs.getState().openPull()
      else if (request.type === 'free_memory') useRunningDialogs.getState().openFree()
      else if (request.type === 'place') go(request.place)
      else if (request.type === 'transfer') go('transfers')
      else if (request.type === 'may_discard') {
        if (!hasWork(cache)) void client.desktop.discard()
      } else if (request.type === 'keys') useShortcutSheet.getState().setOpen(true)
      else notify({ title: t('desktop.diagnosticsCopied.title'), description: t('desktop.diagnosticsCopied.text') })
    }
    return subscribe((signal) => client.desktop.requests(undefined, { signal }), act)
  }, [client, cache, t])
  return link === null ? null : <FollowLink link={link} onDone={() => setLink(null)} />
}

/** A link needs a host. At the start it waits until one is found, or none was found. */
function FollowLink({ link, onDone }: { link: Link; onDone: () => void }) {
  const { t } = useTranslation()
  const hosts = useHosts()
  const found = hosts === undefined ? 'unknown' : hosts.currentId !== null ? 'yes' : hosts.lastProbe ? 'no' : 'unknown'
  useEffect(() => {
    if (found === 'unknown') return
    const { name } = link
    if (found === 'no')
      notify({ title: t('desktop.link.noHost', { name }), description: t('desktop.link.noHostText'), tone: 'bad' })
    else if (link.type === 'pull') useTransferDialogs.getState().openPull(name, true)
    else useNavigation.getState().open(name)
    onDone()
  }, [link, found, t, onDone])
  return null
}
