import type { QueryClient } from '@tanstack/react-query'

const works = new Set<Promise<unknown>>()

/** Counts as work of the page until it settles: what would end with the page. */
export function pageWork<T>(work: Promise<T>): Promise<T> {
  works.add(work)
  const ended = () => void works.delete(work)
  work.then(ended, ended)
  return work
}

/** Whether something would be lost with the page: work, a change that is being made, or what a dialog was filled with. */
export function hasWork(cache: Pick<QueryClient, 'isMutating'>): boolean {
  // Notices are dialogs, too.
  const dialogs = '[role="dialog"]:not([data-notice]), [role="alertdialog"]:not([data-notice])'
  return works.size > 0 || cache.isMutating() > 0 || document.querySelector(dialogs) !== null
}
