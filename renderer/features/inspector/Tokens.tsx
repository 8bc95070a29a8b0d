import { useDeferredValue, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Vocabulary } from '#shared/contract/library.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { Chip, ProblemView, Segmented, SearchInput, TextInput } from '../../ui/index.ts'
import { AllTokens, FoundTokens, Merges } from './TokenLists.tsx'
import { useVocabulary, type Subject } from './queries.ts'
import { SpecialTokens } from './SpecialTokens.tsx'
import { useTokenTypeLabel } from './TokenRow.tsx'
import { LoadingText, Nothing } from './TextPanel.tsx'

/** The vocabulary: a summary, the special tokens, and a list of all tokens with search. */
export function Tokens({ subject }: { subject: Subject }) {
  const { t } = useTranslation()
  const query = useVocabulary(subject)
  if (query.data === undefined)
    return query.isError ? (
      <ProblemView
        className="m-14"
        problem={problemOf(query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    ) : (
      <>
        <p className="px-14 pt-14 text-ink-2">{t('inspector.tokens.reading')}</p>
        <LoadingText />
      </>
    )
  if (query.data.total === 0) return <Nothing text={t('inspector.empty.tokens')} />
  return <View subject={subject} vocabulary={query.data} />
}

function View({ subject, vocabulary }: { subject: Subject; vocabulary: Vocabulary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const typeWord = useTokenTypeLabel()
  const [shown, setShown] = useState<'tokens' | 'merges'>('tokens')
  const [typed, setTyped] = useState('')
  const [type, setType] = useState<number | null>(null)
  const [goal, setGoal] = useState<{ id: number; turn: number } | null>(null)
  const wanted = useDeferredValue(typed)
  const { total, merges, types, model, pre } = vocabulary
  const goTo = (id: number) => {
    setTyped('')
    setType(null)
    setShown('tokens')
    setGoal((last) => ({ id, turn: (last?.turn ?? 0) + 1 }))
  }
  const facts = [
    t('inspector.tokens.count', { count: total, value: format.count(total) }),
    model,
    pre,
    merges > 0 ? t('inspector.tokens.mergeCount', { count: merges, value: format.count(merges) }) : '',
  ]
  return (
    <>
      <div className="flex shrink-0 flex-col gap-8 border-b border-line px-14 pt-12 pb-10">
        <p className="figures">
          <span className="font-semibold">{facts[0]}</span>
          <span className="text-ink-2"> {facts.slice(1).filter(Boolean).join(' · ')}</span>
        </p>
        <SpecialTokens vocabulary={vocabulary} onGoTo={goTo} />
        <div className="flex flex-wrap items-center gap-6">
          <SearchInput
            compact
            aria-label={t('inspector.tokens.search')}
            placeholder={t('inspector.tokens.search')}
            value={typed}
            maxLength={200}
            onValueChange={(text) => {
              setTyped(text)
              setShown('tokens')
            }}
            className="w-120 flex-1"
          />
          <GoTo total={total} onGoTo={goTo} />
          {merges > 0 && (
            <Segmented
              label={t('inspector.tokens.view')}
              value={shown}
              onValueChange={setShown}
              items={[
                { value: 'tokens', label: t('inspector.tabs.tokens') },
                { value: 'merges', label: t('inspector.tokens.merges') },
              ]}
            />
          )}
        </div>
        {types.length > 1 && shown === 'tokens' && (
          <div className="flex flex-wrap gap-6" role="group" aria-label={t('inspector.tokens.types')}>
            {types.map((one) => (
              <Chip
                key={one.type}
                pressed={type === one.type}
                onPressedChange={(pressed) => setType(pressed ? one.type : null)}
                count={format.count(one.count)}
              >
                {typeWord(one.type)}
              </Chip>
            ))}
          </div>
        )}
      </div>
      {shown === 'merges' ? (
        <Merges subject={subject} total={merges} />
      ) : wanted !== '' || type !== null ? (
        <FoundTokens subject={subject} kind={vocabulary.kind} query={wanted} type={type} onGoTo={goTo} />
      ) : (
        <AllTokens subject={subject} kind={vocabulary.kind} total={total} goal={goal} />
      )}
    </>
  )
}

/** Input for a token id to scroll to. */
function GoTo({ total, onGoTo }: { total: number; onGoTo: (id: number) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const id = /^\d+$/.test(typed) ? Number(typed) : null
  const go = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || id === null || id >= total) return
    event.preventDefault()
    onGoTo(id)
  }
  return (
    <div className="w-66">
      <TextInput
        compact
        inputMode="numeric"
        aria-label={t('inspector.tokens.goTo')}
        placeholder={t('inspector.tokens.goToShort')}
        aria-invalid={typed !== '' && (id === null || id >= total)}
        value={typed}
        onValueChange={setTyped}
        onKeyDown={go}
      />
    </div>
  )
}
