import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '#shared/contract/problem.ts'
import { formatBytes, formatList } from '#shared/domain/format.ts'
import { problemValues, serverMessageOf } from '#shared/i18n/problem-values.ts'
import { wordsFor, type ProblemText } from '#shared/i18n/problem-words.ts'

/** The texts of a problem in the language of the page: what happened, what it means, what to do. */
export function useProblemText(): (problem: Problem) => ProblemText {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  return useCallback(
    (problem) => {
      const general = { server: t('common.server'), model: t('common.model') }
      const values = problemValues(problem, general, {
        bytes: (bytes) => formatBytes(bytes, language),
        list: (texts) => formatList(texts, language),
      })
      const words = t(`problem.${problem.code}`, { ...values, returnObjects: true })
      const { title, meaning, next } = wordsFor(problem, words)
      const said = serverMessageOf(problem)
      if (said === '') return { title, meaning, next }
      return {
        title,
        meaning: t('common.sentences', { first: t('common.quoted', { text: said }), second: meaning }),
        next,
      }
    },
    [t, language],
  )
}
