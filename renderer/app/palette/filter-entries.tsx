import { ListFilter } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { useCapabilityLabel } from '../../features/library/Capabilities.tsx'
import { choicesOf, noFilters } from '../../features/library/filter.ts'
import { useLibrary } from '../../features/library/state.ts'
import { useNavigation } from '../navigation.ts'
import type { Entry } from './entries.tsx'

/** An entry for each capability that the server reports of any model, also one unknown here: it shows those models. */
export function useFilterEntries(hostId: string, models: readonly Model[]): readonly Entry[] {
  const { t } = useTranslation()
  const labelOf = useCapabilityLabel()
  const go = useNavigation((navigation) => navigation.go)
  return useMemo(
    () =>
      choicesOf(models).capabilities.map((capability): Entry => {
        const label = t('palette.showWith', { capability: labelOf(capability) })
        return {
          id: `filter ${capability}`,
          kind: 'act',
          icon: ListFilter,
          texts: [labelOf(capability), label, capability],
          shown: label,
          run() {
            const { enter, filter } = useLibrary.getState()
            enter(hostId)
            filter({ ...noFilters, capabilities: [capability] })
            go('library')
          },
        }
      }),
    [hostId, models, t, labelOf, go],
  )
}
