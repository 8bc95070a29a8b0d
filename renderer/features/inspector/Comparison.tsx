import { ArrowLeftRight, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inspection, Model } from '#shared/contract/library.ts'
import { heldOf, memoryOf } from '#shared/domain/memory.ts'
import { compareEntries, compareLines, isSame, type Pair } from '#shared/domain/comparison.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { useKnownLoaded } from '../../app/data/running.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Card, Chip, IconButton, Page, PageHeader, ProblemView } from '../../ui/index.ts'
import { useCapabilityLabel } from '../library/Capabilities.tsx'
import { loadedAs } from '../library/possible-acts.ts'
import { detailsTable, metadataTable, parametersTable } from './comparable.ts'
import { isSameModel, offered, useComparison } from './comparison.ts'
import { ComparisonRows, type ComparedRow } from './ComparisonRows.tsx'
import { factsOf, withListed } from './facts.ts'
import { ModelPicker } from './ModelPicker.tsx'
import { useInspection, useText, type Subject } from './queries.ts'
import { LoadingText, Nothing } from './TextPanel.tsx'

const none: readonly Model[] = []

/** Two models side by side, with their differences highlighted. */
export function Comparison({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const models = useModels(hostId, host?.reach === 'up').data ?? none
  const { left, right, begin, choose, swap, end } = useComparison()
  const [onlyDifferences, setOnly] = useState(false)
  const go = useNavigation((navigation) => navigation.go)
  const close = () => {
    end()
    // To the row that was left.
    go('library')
  }
  const subjects = [left, right].map((name): Compared | null => {
    const model = models.find((one) => one.name === name)
    return model ? { hostId, name: model.name, digest: model.digest ?? '', listed: model } : null
  })
  const [one, other] = subjects
  const noteOf = (compared: Compared | null | undefined) => (model: Model) =>
    compared && isSameModel(model, compared.listed) ? t('inspector.detail.copy') : null
  return (
    <Page>
      <PageHeader
        title={t('inspector.compare.title')}
        subtitle={t('inspector.compare.subtitle')}
        actions={
          <>
            <Chip pressed={onlyDifferences} onPressedChange={setOnly}>
              {t('inspector.compare.onlyDifferences')}
            </Chip>
            <IconButton icon={X} label={t('inspector.compare.close')} shortcut="escape" onClick={close} />
          </>
        }
      />
      <Card
        className="flex min-h-0 flex-1 flex-col overflow-hidden"
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented || !event.currentTarget.contains(event.target as Node))
            return
          event.preventDefault()
          close()
        }}
      >
        <div className="grid shrink-0 grid-cols-[minmax(90px,170px)_minmax(0,1fr)_28px_minmax(0,1fr)] items-center gap-6 border-b border-line p-10">
          <span />
          <ModelPicker
            label={t('inspector.compare.left')}
            models={offered(models, right)}
            noteOf={noteOf(other)}
            value={left}
            onChoose={(name) => {
              begin(name)
              if (right !== null) choose(right)
            }}
          />
          <IconButton icon={ArrowLeftRight} label={t('inspector.compare.swap')} disabled={!other} onClick={swap} />
          <ModelPicker
            label={t('inspector.compare.right')}
            models={offered(models, left)}
            noteOf={noteOf(one)}
            value={right}
            isOpenAtFirst={right === null}
            onChoose={choose}
          />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto pb-14" tabIndex={0}>
          {one && other ? (
            <Both key={`${one.name} ${other.name}`} one={one} other={other} onlyDifferences={onlyDifferences} />
          ) : (
            <Nothing text={t('inspector.compare.choose')} />
          )}
        </div>
      </Card>
    </Page>
  )
}

interface Compared extends Subject {
  listed: Model
}

interface BothProps {
  one: Compared
  other: Compared
  onlyDifferences: boolean
}

function Both({ one, other, onlyDifferences }: BothProps) {
  const [left, right] = [useInspection(one, true), useInspection(other, true)]
  const failed = [left, right].find(({ isError }) => isError)
  if (failed)
    return <ProblemView className="m-14" problem={problemOf(failed.error)} onRetry={() => void failed.refetch()} />
  if (left.data?.name !== one.name || right.data?.name !== other.name) return <LoadingText />
  return (
    <Sections
      one={one}
      other={other}
      left={withListed(left.data, one.listed)}
      right={withListed(right.data, other.listed)}
      onlyDifferences={onlyDifferences}
    />
  )
}

interface SectionsProps extends BothProps {
  left: Inspection
  right: Inspection
}

function Sections({ one, other, left, right, onlyDifferences }: SectionsProps) {
  const { t } = useTranslation()
  const tables = useTables(one.hostId)
  const withheld = t('inspector.metadata.withheld')
  const [a, b] = [tables(left, one.listed), tables(right, other.listed)]
  const sections = (['details', 'parameters', 'metadata'] as const).map((what) => ({
    what,
    // Values withheld for both models may be equal or not.
    rows: compareEntries(a[what], b[what]).map((row): ComparedRow => {
      return { ...row, same: row.left === withheld && row.right === withheld ? null : isSame(row) }
    }),
  }))
  const isOneModel = isSameModel(one.listed, other.listed)
  return (
    <>
      {(isOneModel || (left.weights !== null && left.weights === right.weights)) && (
        <p role="note" className="m-10 mb-0 rounded-control border border-line bg-inset px-10 py-8">
          {t(`inspector.compare.${isOneModel ? 'oneModel' : 'oneWeights'}`)}
        </p>
      )}
      {sections.map(({ what, rows }) => (
        <ComparisonRows
          key={what}
          title={t(`inspector.compare.${what}`)}
          rows={rows}
          onlyDifferences={onlyDifferences}
        />
      ))}
      {(['template', 'system'] as const).map((part) => (
        <Texts
          key={part}
          part={part}
          one={one}
          other={other}
          left={left}
          right={right}
          onlyDifferences={onlyDifferences}
        />
      ))}
    </>
  )
}

/** The compared parts of an inspection, as tables of text. */
function useTables(hostId: string) {
  const { t } = useTranslation()
  const format = useFormat()
  const labelOf = useCapabilityLabel()
  const isDown = useCurrentHost()?.reach === 'down'
  const running = useKnownLoaded(hostId)
  const memory = (model: Model): string => {
    if (model.cloud !== null || running === null || isDown) return ''
    const loaded = running.find(({ name }) => name === loadedAs(model, running))
    return loaded ? format.amount(heldOf(memoryOf(loaded))) : t('library.state.off')
  }
  const listedTexts = (model: Model) => ({
    size: model.cloud ? t('common.noFile') : model.size === null ? '' : format.bytes(model.size),
    modified: model.modifiedAt === null ? '' : `${format.date(model.modifiedAt)} ${format.time(model.modifiedAt)}`,
    memory: memory(model),
  })
  return (inspection: Inspection, model: Model) => ({
    details: detailsTable(inspection, factsOf(inspection, model.size, format.parameters), listedTexts(model), {
      label: (key) => t(`inspector.${key}`),
      count: format.count,
      list: format.list,
      capability: labelOf,
    }),
    parameters: parametersTable(inspection),
    metadata: metadataTable(inspection, t('inspector.metadata.withheld'), format.count),
  })
}

/** Comparison of two texts, line by line. */
function Texts({ part, one, other, left, right, onlyDifferences }: SectionsProps & { part: 'template' | 'system' }) {
  const { t } = useTranslation()
  const [a, b] = [useText(one, part, left.texts[part] > 0), useText(other, part, right.texts[part] > 0)]
  const isReady = [a, b].every(({ data, isLoading }) => data !== undefined || !isLoading)
  const rows = useMemo((): ComparedRow[] => {
    const pairs: Pair[] = isReady ? compareLines(a.data ?? '', b.data ?? '') : []
    return pairs.map((pair, at) => ({ key: String(at + 1), ...pair, same: isSame(pair) }))
  }, [isReady, a.data, b.data])
  if (left.texts[part] + right.texts[part] === 0) return null
  return (
    <ComparisonRows
      title={part === 'system' ? t('inspector.text.system') : t('inspector.tabs.template')}
      rows={rows}
      onlyDifferences={onlyDifferences}
      isText
    />
  )
}
