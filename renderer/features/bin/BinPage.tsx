import { ArrowLeft, RotateCw, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinEntry } from '#shared/contract/bin.ts'
import type { Model } from '#shared/contract/library.ts'
import type { Stored } from '#shared/domain/builds.ts'
import { removalOf } from '#shared/domain/sharing.ts'
import { useBin } from '../../app/data/bin.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { useLearnWeights, useWeightsOf } from '../../app/data/weights.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { problemOf } from '../../host/index.ts'
import {
  Button,
  Card,
  EmptyState,
  IconButton,
  Page,
  PageHeader,
  ProblemView,
  Skeleton,
  useAsked,
} from '../../ui/index.ts'
import { BinList, type BinListActs } from './BinList.tsx'
import { EmptyDialog } from './EmptyDialog.tsx'
import { freesIn } from './entries.ts'
import { RestoreDialog } from './RestoreDialog.tsx'
import { useBinActs } from './use-bin-acts.ts'

const noModels: readonly Model[] = []
const noEntries: readonly BinEntry[] = []

/** The bin of a host, in the place of its library. */
export function BinPage({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const isUp = useCurrentHost()?.reach === 'up'
  const query = useBin(hostId, isUp)
  const entries = query.data ?? noEntries
  const models = useModels(hostId, isUp).data ?? noModels
  const stored = useMemo((): readonly Stored[] => [...models, ...entries], [models, entries])
  useLearnWeights(hostId, stored)
  const weightsOf = useWeightsOf(hostId)
  const freesOf = useMemo(() => freesIn(stored, weightsOf), [stored, weightsOf])
  const { restore } = useBinActs(hostId)
  const emptying = useAsked<readonly BinEntry[]>()
  const naming = useAsked<BinEntry>()
  const { ask: askEmpty } = emptying
  const { ask: askName } = naming
  const acts = useMemo(
    (): BinListActs => ({
      restore: async (some) => {
        const [unnamed] = await restore(some)
        if (unnamed) askName(unnamed)
      },
      restoreAs: askName,
      remove: askEmpty,
      leave: () => go('library'),
    }),
    [restore, askName, askEmpty, go],
  )
  return (
    <Page>
      <PageHeader
        title={t('bin.title')}
        subtitle={<span role="status">{query.data && <Facts entries={entries} {...{ stored, weightsOf }} />}</span>}
        actions={
          <>
            <Button icon={ArrowLeft} onClick={acts.leave} {...(entries.length === 0 ? { 'data-arrival': true } : {})}>
              {t('bin.back')}
            </Button>
            <IconButton
              icon={RotateCw}
              label={t('bin.refresh')}
              busy={query.isFetching}
              disabled={!isUp}
              onClick={() => void query.refetch()}
            />
            {entries.length > 0 && (
              <Button variant="danger-quiet" icon={Trash2} onClick={() => askEmpty(entries)}>
                {t('bin.emptyAll')}
              </Button>
            )}
          </>
        }
      />
      {query.data === undefined ? (
        query.isError ? (
          <ProblemView
            size="page"
            problem={problemOf(query.error)}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        ) : (
          <Card className="flex flex-col gap-18 p-14" aria-busy aria-label={t('common.loading')}>
            <Skeleton className="w-240" />
            <Skeleton className="w-170" />
          </Card>
        )
      ) : entries.length === 0 ? (
        <EmptyState icon={Trash2} title={t('bin.empty.title')}>
          {t('bin.empty.text')}
        </EmptyState>
      ) : (
        <BinList entries={entries} freesOf={freesOf} acts={acts} />
      )}
      {emptying.about && (
        <EmptyDialog
          key={`empty ${emptying.turn}`}
          hostId={hostId}
          entries={emptying.about}
          stored={stored}
          open={emptying.isOpen}
          onClose={emptying.close}
        />
      )}
      {naming.about && (
        <RestoreDialog
          key={`restore ${naming.turn}`}
          hostId={hostId}
          entry={naming.about}
          models={models}
          open={naming.isOpen}
          onClose={naming.close}
        />
      )}
    </Page>
  )
}

interface FactsProps {
  entries: readonly BinEntry[]
  stored: readonly Stored[]
  weightsOf: Parameters<typeof removalOf>[2]
}

/** How many models the bin has, and what emptying it frees. */
function Facts({ entries, stored, weightsOf }: FactsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const bytes = useMemo(
    () =>
      removalOf(
        entries.map(({ name }) => name),
        stored,
        weightsOf,
      ).bytes,
    [entries, stored, weightsOf],
  )
  const count = t('bin.facts', { count: entries.length, value: format.count(entries.length) })
  if (entries.length === 0) return count
  const frees =
    bytes === null
      ? t('bin.frees.unknown')
      : bytes === 0
        ? t('bin.frees.nothing')
        : t('bin.frees.some', { size: format.bytes(bytes) })
  return `${count} · ${frees}`
}
