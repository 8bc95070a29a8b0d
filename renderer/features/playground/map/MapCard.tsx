import { Lasso, Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alignTo } from '#shared/domain/alignment.ts'
import { useFormat } from '../../../app/i18n.ts'
import { Button, Card, IconButton, ModelName, notify, ProblemView, ProgressBar, Segmented } from '../../../ui/index.ts'
import { LEAST_LAID_OUT } from '../../../workers/layout-bounds.ts'
import { cancelLayout, startLayout, useLayouts } from '../run/layouts.ts'
import { useQueryText } from '../run/query.ts'
import type { Result } from '../run/results.ts'
import { useGroupOf } from '../run/use-group-of.ts'
import { useTexts } from '../texts/store.ts'
import { useView } from '../view.ts'
import { Scatter } from './Scatter.tsx'
import { whole, zoomBy } from './view.ts'

const STEP = 1.4

interface MapCardProps {
  result: Result
  /** Another result of the same texts, to whose map this one is aligned. */
  onto?: Result | null
  isNamed?: boolean
}

/** The texts as points: texts with similar vectors are close together. */
export function MapCard({ result, onto = null, isNamed = false }: MapCardProps) {
  const { t } = useTranslation()
  const { id, facts, keys, rows } = result
  const { active, hovered, map, activate, hover, look } = useView()
  const { groups, selection, places, select } = useTexts()
  const work = useLayouts(({ works }) => works[id])
  const query = useQueryText((state) => state.query)
  const [zoom, setZoom] = useState(whole)
  const [isLasso, setLasso] = useState(false)
  const groupOf = useGroupOf(result)
  const isLaidOut = map === 'layout' && (result.layout !== null || work !== undefined)
  const points = useMemo(() => {
    const own = (one: Result) => (isLaidOut ? one.layout : null) ?? one.plane.points
    const moving = isLaidOut && work?.kind === 'running' ? work.points : null
    return onto === null ? (moving ?? own(result)) : alignTo(moving ?? own(result), own(onto))
  }, [result, onto, isLaidOut, work])
  const numbers = useMemo(
    () => Int16Array.from(keys, (_, row) => groups.indexOf(groupOf(row) ?? '\0')),
    [keys, groups, groupOf],
  )
  const selectedRows = useMemo(() => new Set([...selection].flatMap((key) => rows.get(key) ?? [])), [selection, rows])
  const texts = useMemo(() => facts.texts.map(({ text }) => text), [facts])
  const rowOf = (key: string | null) => (key === null ? -1 : (rows.get(key) ?? -1))
  const placed = useMemo(() => result.plane.points.filter((value) => !Number.isNaN(value)).length / 2, [result])
  const selectRows = (found: readonly number[]) => {
    const listed = found.flatMap((row) => (places.has(keys[row] ?? '') ? [keys[row] ?? ''] : []))
    select(listed)
    if (listed.length < found.length) notify({ title: t('playground.map.unlisted'), tone: 'bad' })
  }
  const point = query.kind === 'done' && query.resultId === id && !isLaidOut && onto === null ? query.point : null
  return (
    <Card aria-label={t('playground.map.title')} className="flex min-h-0 min-w-0 flex-col gap-8 px-12 py-10">
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4">
        <h2 className="min-w-0 font-semibold">
          {isNamed ? <ModelName name={facts.model} /> : t('playground.map.title')}
        </h2>
        {placed < LEAST_LAID_OUT ? null : (
          <Segmented
            label={t('playground.map.kind')}
            value={isLaidOut ? 'layout' : 'plane'}
            items={[
              { value: 'plane', label: t('playground.map.plane') },
              { value: 'layout', label: t('playground.map.layout') },
            ]}
            onValueChange={(next) => {
              look({ map: next })
              setZoom(whole)
              if (next === 'layout') for (const one of onto === null ? [result] : [result, onto]) void startLayout(one)
            }}
          />
        )}
      </div>
      <div className="flex min-h-0 flex-1 items-end">
        <Scatter
          label={t('playground.map.label')}
          points={points}
          groups={numbers}
          hasGroups={numbers.some((group) => group >= 0)}
          selection={selectedRows}
          query={point}
          zoom={zoom}
          texts={texts}
          groupOf={groupOf}
          active={Math.max(0, rowOf(active))}
          hovered={rowOf(hovered)}
          isLasso={isLasso}
          onZoom={setZoom}
          onHover={(row) => hover(keys[row] ?? null)}
          onActivate={(row) => activate(keys[row] ?? null)}
          onSelectRows={selectRows}
        />
        <div className="-mr-4 flex flex-col rounded-control border border-line bg-panel">
          <IconButton
            icon={Lasso}
            label={t('playground.map.lasso')}
            aria-pressed={isLasso}
            className="aria-pressed:bg-soft aria-pressed:text-accent-text"
            onClick={() => setLasso(!isLasso)}
          />
          <IconButton
            icon={ZoomIn}
            label={t('playground.map.in')}
            onClick={() => setZoom((now) => zoomBy(now, STEP))}
          />
          <IconButton
            icon={ZoomOut}
            label={t('playground.map.out')}
            onClick={() => setZoom((now) => zoomBy(now, 1 / STEP))}
          />
          <IconButton icon={Maximize} label={t('playground.map.fit')} onClick={() => setZoom(whole)} />
        </div>
      </div>
      <Foot result={result} isLaidOut={isLaidOut} left={facts.texts.length - placed} />
    </Card>
  )
}

function Foot({ result: { id, plane }, isLaidOut, left }: { result: Result; isLaidOut: boolean; left: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const work = useLayouts(({ works }) => works[id])
  const look = useView((view) => view.look)
  if (isLaidOut && work?.kind === 'failed') return <ProblemView size="line" problem={work.problem} />
  if (isLaidOut && work?.kind === 'running') {
    const { stage, done, all } = work.progress
    const text = t(`playground.map.stage.${stage}`, { done: format.count(done), all: format.count(all) })
    return (
      <div className="flex h-36 shrink-0 items-center gap-10">
        <div className="min-w-0 flex-1">
          <p className="figures mb-2 truncate text-caption text-ink-2">{text}</p>
          <ProgressBar label={t('playground.map.layout')} text={text} segments={[{ key: stage, size: all, done }]} />
        </div>
        <Button
          onClick={() => {
            cancelLayout(id)
            look({ map: 'plane' })
          }}
        >
          {t('common.act.cancel')}
        </Button>
      </div>
    )
  }
  const [first, second] = plane.shares
  return (
    <p className="figures line-clamp-2 h-36 shrink-0 text-caption text-ink-2">
      {format.sentences(
        isLaidOut
          ? t('playground.map.layoutHint')
          : t('playground.map.planeHint', { first: format.percent(first), second: format.percent(second) }),
        left > 0 ? t('playground.map.left', { count: left, value: format.count(left) }) : null,
      )}
    </p>
  )
}
