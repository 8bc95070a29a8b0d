import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** The time of day as the reader's language writes it. */
export function useClock(): (at: number) => string {
  const { language } = useTranslation().i18n
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
    return (at) => format.format(at)
  }, [language])
}
