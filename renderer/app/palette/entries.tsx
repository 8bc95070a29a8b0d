import { type LucideIcon, Server } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { shortUrl } from '#shared/domain/host-name.ts'
import { useClient } from '../core.tsx'
import { useCurrentHost, useHosts } from '../data/hosts.ts'
import { useHostName } from '../host-display.ts'
import { useReport } from '../report.ts'
import { type Command, usePalette } from './commands.ts'
import type { Findable } from './rank.ts'

/** In the order in which they are shown without a query. */
export const kinds = ['act', 'place', 'model', 'host', 'setting'] as const

export interface Entry extends Findable {
  kind: (typeof kinds)[number]
  icon?: LucideIcon | undefined
  danger?: boolean
  shortcut?: string | undefined
  /** Shown beside the label where the kind says too little. */
  note?: string
  shown: ReactNode
  /** Id of the entry that counts as used when this one is chosen, if another. */
  remembered?: string
  /** The model whose acts are shown when this entry is chosen. */
  opens?: string
  run?: () => void
}

function entryOf({ id, kind, label, icon, shortcut, keywords, run }: Command): Entry {
  return { id, kind: kind ?? 'act', icon, shortcut, texts: [label, ...(keywords ?? [])], shown: label, run }
}

/** All entries but the models. */
export function useEntries(): readonly Entry[] {
  const { t } = useTranslation()
  const client = useClient()
  const hostName = useHostName()
  const report = useReport()
  const sources = usePalette((palette) => palette.sources)
  const current = useCurrentHost()
  const hosts = useHosts()?.hosts

  const commands = useMemo(() => {
    const { app = [], settings = [], ...others } = sources
    // The word for a setting is a keyword, too.
    const named = settings.map((each) => ({
      ...each,
      keywords: [...(each.keywords ?? []), t('palette.headings.setting')],
    }))
    return [...Object.values(others).flat(), ...app, ...named].map(entryOf)
  }, [sources, t])
  const hostEntries = (hosts ?? [])
    .filter(({ id }) => id !== current?.id)
    .map((host): Entry => {
      const name = hostName(host)
      const url = shortUrl(host.url)
      return {
        id: `host ${host.id}`,
        kind: 'host',
        icon: Server,
        texts: [name, url, t('palette.switchTo', { name })],
        note: url,
        shown: t('palette.switchTo', { name }),
        run: () => void report(client.hosts.select({ hostId: host.id })),
      }
    })
  return [...commands, ...hostEntries]
}
