import { useFormat } from '../../../app/i18n.ts'

/** The end of a run: its time of day, with the date unless that is today. */
export function useRunTime(): (at: number) => string {
  const format = useFormat()
  return (at) =>
    format.date(at) === format.date(Date.now())
      ? format.time(at, 'second')
      : `${format.date(at)} ${format.time(at, 'minute')}`
}
