import { useTranslation } from 'react-i18next'
import { useInfo } from '../../app/data/settings.ts'
import { Card, Checkbox, Segmented, Skeleton } from '../../ui/index.ts'
import type { SectionProps } from './Appearance.tsx'
import { Row } from './Row.tsx'
import { ShortcutField } from './ShortcutField.tsx'
import { Updates } from './Updates.tsx'
import { useEffect, useState } from 'react'
import type { DesktopState } from '#shared/contract/desktop.ts'
import { useClient } from '../../app/core.tsx'
import { subscribe } from '../../app/data/subscribe.ts'

/** Settings of the desktop app. */
export function Desktop({ settings, change }: SectionProps) {
  const { t } = useTranslation()
  const desktop = useDesktop()
  const isMac = useInfo()?.platform === 'darwin'
  if (desktop === null)
    return (
      <Card className="w-full max-w-720">
        <Skeleton className="m-14 h-240" />
      </Card>
    )
  return (
    <Card className="w-full max-w-720 divide-y divide-line">
      <Row id="tray" title={t('desktop.set.tray.title')} text={t('desktop.set.tray.text')}>
        <Checkbox checked={settings.tray} onCheckedChange={(tray) => change({ tray })}>
          {t('desktop.set.tray.show')}
        </Checkbox>
        {desktop.tray ? null : <p className="text-caption text-ink-2">{t('desktop.set.tray.unknown')}</p>}
      </Row>
      {isMac ? null : (
        <Row id="closing" title={t('desktop.set.closing.title')}>
          <Segmented
            label={t('desktop.set.closing.title')}
            value={settings.closing}
            onValueChange={(closing) => change({ closing })}
            items={(['quit', 'background'] as const).map((closing) => ({
              value: closing,
              label: t(`desktop.set.closing.${closing}`),
            }))}
          />
          {settings.closing === 'background' && !(settings.tray && desktop.tray) ? (
            <p className="text-caption text-ink-2">{t('desktop.set.closing.minimised')}</p>
          ) : null}
        </Row>
      )}
      <Row id="login" title={t('desktop.set.login.title')}>
        <Segmented
          label={t('desktop.set.login.title')}
          value={settings.login}
          onValueChange={(login) => change({ login })}
          items={(['off', 'window', 'hidden'] as const).map((login) => ({
            value: login,
            label: t(`desktop.set.login.${login}`),
          }))}
        />
        {settings.login === 'hidden' ? (
          <p className="text-caption text-ink-2">{t('desktop.set.login.hiddenText')}</p>
        ) : null}
      </Row>
      <Row id="unloadKeys" title={t('desktop.set.keys.title')} text={t('desktop.set.keys.text')}>
        <ShortcutField
          value={settings.unloadKeys}
          state={desktop.shortcuts.unload}
          onChange={(unloadKeys) => change({ unloadKeys })}
        />
      </Row>
      <Row id="freeKeys" title={t('desktop.set.keys.freeTitle')} text={t('desktop.set.keys.freeText')}>
        <ShortcutField
          value={settings.freeKeys}
          state={desktop.shortcuts.free}
          onChange={(freeKeys) => change({ freeKeys })}
        />
      </Row>
      <Row id="notifications" title={t('desktop.set.notifications.title')} text={t('desktop.set.notifications.text')}>
        <Checkbox checked={settings.notifications} onCheckedChange={(notifications) => change({ notifications })}>
          {t('desktop.set.notifications.show')}
        </Checkbox>
      </Row>
      <Row id="keepAwake" title={t('desktop.set.awake.title')} text={t('desktop.set.awake.text')}>
        <Checkbox checked={settings.keepAwake} onCheckedChange={(keepAwake) => change({ keepAwake })}>
          {t('desktop.set.awake.keep')}
        </Checkbox>
      </Row>
      <Row id="updates" title={t('desktop.set.updates.title')}>
        <Updates
          update={desktop.update}
          allowed={settings.checkForUpdates}
          onAllow={(checkForUpdates) => change({ checkForUpdates })}
        />
      </Row>
    </Card>
  )
}

/** State of the desktop app, live; `null` in a browser and until the first event. */
export function useDesktop(): DesktopState | null {
  const client = useClient()
  const [state, setState] = useState<DesktopState | null>(null)
  useEffect(() => subscribe((signal) => client.desktop.watch(undefined, { signal }), setState), [client])
  return state
}
