import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { withFormerNames } from '#shared/domain/bin-names.ts'

/**
 * How a name of the server is shown: that of a model as it is, one of the bin by the name that the model had. Values of
 * texts are written in this way by themselves.
 */
export function useModelLabel(): (name: string) => string {
  const { t } = useTranslation()
  return useCallback(
    (name) =>
      withFormerNames(name, (former, kind) =>
        t(`common.binNames.${kind === 'kept' ? 'kept' : 'deleted'}`, { name: former }),
      ),
    [t],
  )
}
