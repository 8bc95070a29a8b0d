import { useTranslation } from 'react-i18next'
import type { QuickHost } from '#shared/domain/quick-view.ts'
import { reachDot, useHostName } from '../../app/host-display.ts'
import { useHeldMemory } from '../../app/held-memory.ts'
import { MemoryBar, StateDot, Truncated } from '../../ui/index.ts'
import { PanelPreset } from './PanelPreset.tsx'
import { PanelModel } from './PanelModel.tsx'

/** As many as there is room for beside what is loaded. */
const MOST_PRESETS = 5

export function PanelHost({ host: { host, known, models, presets } }: { host: QuickHost }) {
  const { t } = useTranslation()
  const name = useHostName()(host)
  const { title, amount, isKnown, parts, elsewhere } = useHeldMemory(models, null)
  return (
    <section aria-label={name} className="flex flex-col gap-8 not-first:border-t not-first:border-line not-first:pt-10">
      <div className="flex items-center gap-8">
        <StateDot state={reachDot[host.reach]} label={t(`common.reach.${host.reach}`)} />
        <Truncated as="h2" text={name} className="min-w-0 flex-1 font-semibold" />
        {host.reach === 'up' && host.version !== null ? (
          <span className="figures text-caption text-ink-2">{t('common.version', { version: host.version })}</span>
        ) : null}
      </div>
      {models.length > 0 ? (
        <>
          <div>
            <div className="flex items-baseline justify-between text-code">
              <h3 className="text-ink-2">{title}</h3>
              <span className="figures font-semibold">{amount}</span>
            </div>
            {isKnown ? (
              <div className="mt-4">
                <MemoryBar label={title} parts={parts} />
              </div>
            ) : null}
            {elsewhere.map(({ where, text }) => (
              <p key={where} className="figures mt-4 text-caption text-ink-2">
                {text}
              </p>
            ))}
          </div>
          <ul className="flex flex-col divide-y divide-line">
            {models.map((model) => (
              <PanelModel key={model.name} hostId={host.id} model={model} />
            ))}
          </ul>
        </>
      ) : (
        <p className="text-ink-2">
          {known ? t('desktop.panel.none') : t(host.reach === 'down' ? 'common.reach.down' : 'common.reach.checking')}
        </p>
      )}
      {presets.length === 0 ? null : (
        <ul
          aria-label={t('desktop.panel.presets')}
          className="flex flex-col divide-y divide-line border-t border-line pt-7"
        >
          {presets.slice(0, MOST_PRESETS).map((preset) => (
            <PanelPreset key={preset.name} hostId={host.id} preset={preset} />
          ))}
        </ul>
      )}
    </section>
  )
}
