import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { keys } from '../../app/keys.ts'
import { Card } from '../../ui/index.ts'
import { similarityText } from './heat.ts'
import { nearestTo } from './similarity.ts'
import { usePlayground, type Result } from './store.ts'

const SHOWN = 5

/** The texts most like the chosen one, found among all of the run. */
export function Nearest({ result: { run, texts } }: { result: Result }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { selected, select } = usePlayground()
  const { data: neighbours = [] } = useQuery({
    queryKey: [...keys.host(run.hostId), 'playground', 'nearest', run.id, selected],
    queryFn: () => nearestTo(selected, SHOWN),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
  return (
    <Card aria-labelledby="playground-nearest" className="shrink-0 px-12 py-10">
      <h2 id="playground-nearest" className="truncate font-semibold">
        {t('playground.nearest', { index: format.count(selected + 1), text: texts[selected] ?? '' })}
      </h2>
      {texts.length === 1 ? <p className="text-ink-2">{t('playground.onlyOne')}</p> : null}
      <ol className="mt-4">
        {neighbours.map(({ row, value }) => (
          <li key={row}>
            <button
              type="button"
              onClick={() => select(row)}
              className="grid min-h-28 w-full grid-cols-[minmax(0,1fr)_23%_52px] items-center gap-14 rounded-small text-left hover:bg-hover"
            >
              <span className="truncate">{texts[row]}</span>
              <span aria-hidden className="h-6 overflow-hidden rounded-small bg-track">
                <span
                  className="block h-full bg-accent"
                  style={{ width: `${Math.min(1, Math.max(0, value || 0)) * 100}%` }}
                />
              </span>
              <span className="figures text-right font-mono text-code">{similarityText(value)}</span>
            </button>
          </li>
        ))}
      </ol>
    </Card>
  )
}
