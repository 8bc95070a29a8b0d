import { useTranslation } from 'react-i18next'
import { Dialog, Kbd } from '../../ui/index.ts'
import { useShortcutSheet } from '../shortcuts.ts'

const everywhere = [
  ['palette', 'mod+k'],
  ['places', 'mod+1–6'],
  ['undo', 'mod+z'],
  ['redo', 'mod+shift+z'],
  ['settings', 'mod+,'],
  ['filter', '/'],
  ['sheet', '?'],
  ['close', 'escape'],
] as const

const inPalette = [
  ['move', 'up', 'down'],
  ['ends', 'home', 'end'],
  ['choose', 'enter'],
  ['back', 'backspace'],
] as const

const inQueue = [
  ['moveQueued', 'up', 'down'],
  ['moveQueuedToEnd', 'home', 'end'],
] as const

const inList = [
  ['move', 'up', 'down'],
  ['page', 'pageup', 'pagedown'],
  ['ends', 'home', 'end'],
  ['openModel', 'enter'],
  ['select', 'space'],
  ['selectOn', 'shift+up', 'shift+down'],
  ['selectAll', 'mod+a'],
  ['leave', 'escape'],
  ['pull', 'p'],
  ['load', 'l'],
  ['rename', 'f2'],
  ['remove', 'delete'],
  ['menu', 'shift+f10'],
] as const

const columns = [
  [
    ['everywhere', everywhere],
    ['inPalette', inPalette],
    ['inQueue', inQueue],
  ],
  [['inList', inList]],
] as const

/** All keyboard shortcuts. */
export function ShortcutSheet() {
  const { t } = useTranslation()
  const { isOpen, setOpen } = useShortcutSheet()
  return (
    <Dialog open={isOpen} onOpenChange={setOpen} title={t('palette.keys.title')}>
      <div className="grid grid-cols-2 gap-24">
        {columns.map((sections) => (
          <div key={sections[0][0]} className="flex flex-col gap-14">
            {sections.map(([heading, lines]) => (
              <section key={heading}>
                <h3 className="mb-4 text-caption text-ink-2">{t(`palette.keys.${heading}`)}</h3>
                <dl className="flex flex-col gap-4">
                  {lines.map(([what, ...keys]) => (
                    <div key={what} className="flex items-center justify-between gap-10">
                      <dt>{t(`palette.keys.${what}`)}</dt>
                      <dd className="flex gap-4">
                        {keys.map((key) => (
                          <Kbd key={key} shortcut={key} />
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  )
}
