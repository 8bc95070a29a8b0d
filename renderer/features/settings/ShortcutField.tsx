import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DesktopState } from '#shared/contract/desktop.ts'
import { useInfo } from '../../app/data/settings.ts'
import { Button, Kbd } from '../../ui/index.ts'
import { acceleratorOf, keysOf } from './accelerator.ts'

interface ShortcutFieldProps {
  value: string | null
  /** Whether the shortcut could be registered. */
  state: DesktopState['shortcuts']['unload']
  onChange: (keys: string | null) => void
}

/** Field for a global shortcut, which is recorded by pressing it. */
export function ShortcutField({ value, state, onChange }: ShortcutFieldProps) {
  const { t } = useTranslation()
  const isMac = useInfo()?.platform === 'darwin'
  const [isHearing, setHearing] = useState(false)
  const [isWeak, setWeak] = useState(false)
  const hear = (event: KeyboardEvent) => {
    if (!isHearing || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setHearing(false)
    const keys = acceleratorOf(event.nativeEvent, isMac)
    setWeak(keys === false)
    if (keys === null || keys === false) return
    setHearing(false)
    onChange(keys)
  }
  return (
    <>
      <div className="flex items-center gap-8">
        {value === null ? null : <Kbd shortcut={keysOf(value, isMac)} />}
        <Button
          aria-pressed={isHearing}
          onKeyDown={hear}
          onBlur={() => setHearing(false)}
          onClick={() => {
            setHearing(!isHearing)
            setWeak(false)
          }}
        >
          {t(value === null ? 'desktop.set.keys.set' : 'desktop.set.keys.change')}
        </Button>
        {value === null ? null : (
          <Button variant="ghost" onClick={() => onChange(null)}>
            {t('desktop.set.keys.clear')}
          </Button>
        )}
      </div>
      <p role="status" className="text-caption text-ink-2">
        {isHearing ? t(isWeak ? 'desktop.set.keys.need' : 'desktop.set.keys.press') : null}
        {!isHearing && state === 'taken' ? <span className="text-bad">{t('desktop.set.keys.taken')}</span> : null}
      </p>
    </>
  )
}
