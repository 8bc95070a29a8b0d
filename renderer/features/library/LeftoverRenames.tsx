import { useIsMutating } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { Button, escapeInvisible } from '../../ui/index.ts'
import type { ModelActs } from './acts.ts'
import { renaming } from './queries.ts'

/** Shows names that an interrupted rename left behind, and offers to fix them. */
export function LeftoverRenames({ models, acts }: { models: readonly Model[]; acts: ModelActs }) {
  const { t } = useTranslation()
  // A running rename uses such a name for a moment.
  const isRenaming = useIsMutating({ mutationKey: renaming }) > 0
  const found = useMemo(() => leftovers(models), [models])
  if (isRenaming || found.length === 0) return null
  return (
    <ul role="status" className="flex flex-col gap-6 rounded-card border border-line bg-warning-soft p-10">
      {found.map((model) => {
        const { name, copies } = model
        const [copy] = copies
        const what = copy === undefined ? 'only' : 'copied'
        return (
          <li key={name} className="flex items-start gap-10">
            <TriangleAlert aria-hidden className="mt-2 shrink-0 text-warning" />
            <div className="min-w-0 flex-1">
              <p className="font-semibold wrap-anywhere">
                {t('library.leftover.title', { name: escapeInvisible(name) })}
              </p>
              <p className="text-ink-2 wrap-anywhere">
                {t(`library.leftover.${what}.text`, { copy: escapeInvisible(copy ?? '') })}
              </p>
            </div>
            <Button onClick={() => (copy === undefined ? acts.rename(model) : acts.remove([model]))}>
              {t(`library.leftover.${what}.act`)}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}

/** Namespace of the temporary names for a rename that changes letter case only. */
const NAMESPACE = 'corral-rename/'

/** Models that an interrupted rename left under a temporary name. */
export function leftovers(models: readonly Model[]): readonly Model[] {
  return models.filter(({ name }) => name.startsWith(NAMESPACE))
}
