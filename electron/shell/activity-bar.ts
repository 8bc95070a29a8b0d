import type { QuickView } from '#shared/domain/quick-view.ts'

/** How far all transfers are, as `setProgressBar` takes it: below 0 for none, above 1 without a figure. */
export function barOf({ transfers, share }: Pick<QuickView, 'transfers' | 'share'>): number {
  if (transfers.length === 0) return -1
  return share ?? 2
}
