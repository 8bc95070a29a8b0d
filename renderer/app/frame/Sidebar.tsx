import { useTranslation } from 'react-i18next'
import { classes } from '../../ui/index.ts'
import { useCurrentHost, useHostCount } from '../data/hosts.ts'
import { useModels } from '../data/models.ts'
import { useUnseenFailures } from '../data/failures.ts'
import { useKnownLoaded } from '../data/running.ts'
import { useTransfers } from '../data/transfers.ts'
import { useFormat } from '../i18n.ts'
import { type Place, placeIcons, places, useNavigation } from '../navigation.ts'
import { GpuMemory } from './GpuMemory.tsx'
import { HostSwitcher } from './HostSwitcher.tsx'
import { isUnderWay } from '#shared/domain/transfer-state.ts'

/** Number of items on each page; absent if unknown. */
function useCounts(): Partial<Record<Place, number>> {
  const host = useCurrentHost()
  const hosts = useHostCount()
  const up = host?.reach === 'up'
  const models = useModels(host?.id ?? null, up).data?.length
  const loaded = useKnownLoaded(host?.id ?? null)
  const transfers = useTransfers((list) => list.filter(isUnderWay).length)
  return {
    ...(up && models !== undefined ? { library: models } : {}),
    ...(up && loaded !== null ? { running: loaded.length } : {}),
    ...(transfers > 0 ? { transfers } : {}),
    ...(host && hosts ? { hosts } : {}),
  }
}

export function Sidebar() {
  const { t } = useTranslation()
  const format = useFormat()
  const { place, go } = useNavigation()
  const counts = useCounts()
  const failures = useUnseenFailures()
  return (
    <aside className="flex min-h-0 flex-col gap-12 overflow-y-auto border-r border-line bg-sidebar p-10">
      <HostSwitcher />
      <nav aria-label={t('common.places.label')}>
        <ul className="flex flex-col gap-2">
          {places.map((each) => {
            const Icon = placeIcons[each]
            const count = counts[each]
            const here = place === each
            const failed = each === 'transfers' ? failures : 0
            return (
              <li key={each}>
                <button
                  type="button"
                  aria-current={here ? 'page' : undefined}
                  onClick={() => go(each)}
                  className={classes(
                    'flex h-30 w-full items-center gap-9 rounded-control px-9 font-medium transition-colors duration-100',
                    here ? 'bg-raised text-ink shadow-control' : 'text-ink-2 hover:bg-hover hover:text-ink',
                  )}
                >
                  <Icon aria-hidden className={here ? 'text-accent' : ''} />
                  <span className="flex-1 text-left">{t(`common.places.${each}`)}</span>
                  {failed === 0 ? null : (
                    <span className="figures text-caption text-bad">
                      {t('common.transfers.failed', { value: format.count(failed) })}
                    </span>
                  )}
                  {count === undefined ? null : (
                    <span className="figures text-caption font-normal text-ink-2">{format.count(count)}</span>
                  )}
                </button>
              </li>
            )
          })}
        </ul>
      </nav>
      <GpuMemory />
    </aside>
  )
}
