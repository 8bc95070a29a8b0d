import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { exactly } from '#shared/domain/amount.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { isListedAs, type NameParts } from '#shared/ollama/name.ts'
import { useModels } from '../../app/data/models.ts'
import { useTransfers } from '../../app/data/transfers.ts'
import { useFormat } from '../../app/i18n.ts'
import type { NamedView } from './name-view.ts'

/** What is known of a model on a host: a pull of it that has not ended, or the listed model. */
export function presenceOf<Listed extends { name: string }>(
  parts: NameParts,
  listed: readonly Listed[],
  pulls: readonly string[],
): 'pull' | Listed | null {
  if (pulls.some((name) => isListedAs(name, parts))) return 'pull'
  return listed.find(({ name }) => isListedAs(name, parts)) ?? null
}

const pullsTo = (list: readonly Transfer[], hostId: string) =>
  list.filter((one) => one.kind === 'pull' && one.hostId === hostId && !isEnded(one)).map(({ name }) => name)

/** Says whether a host has a model, or is pulling it; `null` if neither is known. */
export function usePresenceText(host: Host): (view: NamedView) => string | null {
  const { t } = useTranslation()
  const format = useFormat()
  const models = useModels(host.id, host.reach === 'up').data ?? []
  const pulls = useTransfers(useCallback((list) => pullsTo(list, host.id), [host.id]))
  return ({ parts }) => {
    const found = presenceOf(parts, models, pulls)
    if (found === null) return null
    if (found === 'pull') return t('transfers.pull.underWay')
    const size = format.amount(exactly(found.size))
    return found.modifiedAt === null
      ? t('transfers.pull.there', { size })
      : t('transfers.pull.thereSince', { size, date: format.date(found.modifiedAt) })
  }
}
