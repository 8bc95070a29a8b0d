import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { exactly } from '#shared/domain/amount.ts'
import { useModels } from '../../app/data/models.ts'
import { useFormat } from '../../app/i18n.ts'

/** Says that a link started the pull, and the size of the model if the host has it already. */
export function LinkNotice({ host, name }: { host: Host; name: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const here = useModels(host.id, host.reach === 'up').data?.find((model) => model.name === name)
  return (
    <p className="flex items-start gap-8 rounded-control bg-warning-soft px-10 py-8">
      <ExternalLink size={14} aria-hidden className="mt-3 shrink-0 text-warning" />
      <span>
        {t('transfers.pull.link')}{' '}
        {here
          ? t('transfers.pull.linkHere', { size: format.amount(exactly(here.size)) })
          : t('transfers.pull.linkSize')}
      </span>
    </p>
  )
}
