import { useMutation } from '@tanstack/react-query'
import { Trash2, Undo2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinEntry } from '#shared/contract/bin.ts'
import type { Model } from '#shared/contract/library.ts'
import type { Stored } from '#shared/domain/builds.ts'
import type { Removal } from '#shared/domain/sharing.ts'
import { useBin } from '../../app/data/bin.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { useWeightsOf } from '../../app/data/weights.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { Button, IconButton, useAsked } from '../../ui/index.ts'
import { EmptyDialog } from './EmptyDialog.tsx'
import { freesIn, versionsOf } from './entries.ts'
import { useBinActs } from './use-bin-acts.ts'

const MINUTE = 60_000
const noModels: readonly Model[] = []
const noEntries: readonly BinEntry[] = []

/** The earlier versions of a model that are kept, with the way back to each; nothing where there are none. */
export function KeptVersions({ hostId, name }: { hostId: string; name: string }) {
  const { t } = useTranslation()
  const isUp = useCurrentHost()?.reach === 'up'
  const entries = useBin(hostId, isUp).data ?? noEntries
  const models = useModels(hostId, isUp).data ?? noModels
  const versions = useMemo(() => versionsOf(name, entries), [name, entries])
  const stored = useMemo((): readonly Stored[] => [...models, ...entries], [models, entries])
  const weightsOf = useWeightsOf(hostId)
  const freesOf = useMemo(() => freesIn(stored, weightsOf), [stored, weightsOf])
  const emptying = useAsked<readonly BinEntry[]>()
  return (
    <>
      {versions.length > 0 && (
        <section aria-label={t('bin.versions.title')} className="flex flex-col gap-6 px-14 pb-14">
          <h3 className="font-semibold">{t('bin.versions.title')}</h3>
          <p className="text-caption text-ink-2">{t('bin.versions.text')}</p>
          <ul className="flex flex-col">
            {versions.map((version) => (
              <Version
                key={version.name}
                hostId={hostId}
                version={version}
                frees={freesOf(version.name)}
                onRemove={() => emptying.ask([version])}
              />
            ))}
          </ul>
        </section>
      )}
      {emptying.about && (
        <EmptyDialog
          key={emptying.turn}
          hostId={hostId}
          entries={emptying.about}
          stored={stored}
          open={emptying.isOpen}
          onClose={emptying.close}
        />
      )}
    </>
  )
}

interface VersionProps {
  hostId: string
  version: BinEntry
  frees: Removal
  onRemove: () => void
}

function Version({ hostId, version, frees: { bytes }, onRemove }: VersionProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(MINUTE)
  const { restore } = useBinActs(hostId)
  const back = useMutation({ mutationFn: () => restore([version]) })
  const { digest, at, leavesAt } = version
  const holds =
    bytes === null
      ? t('bin.versions.holdsUnknown')
      : bytes === 0
        ? t('bin.versions.holdsNothing')
        : t('bin.versions.holds', { size: format.bytes(bytes) })
  return (
    <li className="flex flex-wrap items-center gap-x-10 gap-y-4 border-t border-line py-8">
      <div className="min-w-170 flex-1">
        <p className="figures">
          {t('bin.versions.replaced', { ago: format.ago(at, now) })}{' '}
          {digest !== null && (
            <code className="text-code text-ink-2" title={digest}>
              {digest.slice(0, 12)}
            </code>
          )}
        </p>
        <p className="figures text-caption text-ink-2">
          {[holds, leavesAt === null ? '' : t('bin.versions.leaves', { date: format.date(leavesAt) })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="flex gap-4">
        <Button icon={Undo2} busy={back.isPending} onClick={() => back.mutate()}>
          {t('bin.act.rollback')}
        </Button>
        <IconButton icon={Trash2} label={t('bin.act.remove')} onClick={onRemove} />
      </div>
    </li>
  )
}
