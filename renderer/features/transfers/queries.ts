import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { useClient } from '../../app/core.tsx'
import { useNavigation } from '../../app/navigation.ts'
import { notify } from '../../ui/index.ts'
import type { AdvancedOptions } from './Advanced.tsx'

interface Order extends AdvancedOptions {
  hostId: string
  kind: 'pull' | 'push'
  name: string
  /** Copied to `name` first. */
  copyOf?: Model | undefined
}

/** Starts a transfer, and says so with the way to it where it is not in sight. */
export function useStartTransfer() {
  const client = useClient()
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  return useMutation({
    mutationFn: async ({ copyOf, ...order }: Order) => {
      if (copyOf) await client.library.copy({ hostId: order.hostId, source: copyOf.name, destination: order.name })
      return client.transfers.start(order)
    },
    onSuccess: ({ kind, name }) => {
      if (useNavigation.getState().place === 'transfers') return
      notify({
        title: t(`transfers.${kind}.started`, { name }),
        action: { label: t('transfers.showTransfers'), onSelect: () => go('transfers') },
      })
    },
  })
}
