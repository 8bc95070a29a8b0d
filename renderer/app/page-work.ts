import type { QueryClient } from '@tanstack/react-query'

const works = new Set<Promise<unknown>>()

/** Counts as work of the page until it settles: what would end with the page. */
export function pageWork<T>(work: Promise<T>): Promise<T> {
  works.add(work)
  const ended = () => void works.delete(work)
  work.then(ended, ended)
  return work
}

const texts = new Set<() => boolean>()

/**
 * Counts what the user typed as work of the page while it is kept nowhere else.
 *
 * @returns a function that ends this
 */
export function pageText(isUnsaved: () => boolean): () => void {
  texts.add(isUnsaved)
  return () => void texts.delete(isUnsaved)
}

/** What a dialog was filled with, and a field whose text is wrong, and so not saved. Notices are dialogs, too. */
const FILLED = '[role="dialog"]:not([data-notice]), [role="alertdialog"]:not([data-notice]), [data-invalid]'

/** Whether something would be lost with the page: work, a change that is being made, or what was typed. */
export function hasWork(cache: Pick<QueryClient, 'isMutating'>): boolean {
  const isTyped = [...texts].some((isUnsaved) => isUnsaved())
  return works.size > 0 || isTyped || cache.isMutating() > 0 || document.querySelector(FILLED) !== null
}
