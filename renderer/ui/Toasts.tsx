import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'

/** Reverses what the toast tells of. */
interface Data {
  undo?: () => void
}

const manager = Toast.createToastManager<Data>()

/** `begun`: about what is not done yet. */
type Tone = 'good' | 'bad' | 'begun'

const icons: Record<Tone, ReactNode> = {
  good: <CircleCheck aria-hidden className="mt-1 shrink-0 text-good" />,
  bad: <CircleAlert aria-hidden className="mt-1 shrink-0 text-bad" />,
  begun: <Info aria-hidden className="mt-1 shrink-0 text-ink-2" />,
}

interface Notice {
  title: string
  description?: ReactNode
  tone?: Tone
  /** A button with an act that follows; `onPassed` is called when the toast is gone without it. */
  action?: { label: string; onSelect: () => void; onPassed?: () => void }
  /** Reverses what was done; offered by a further button. */
  undo?: (() => void) | undefined
}

/** In milliseconds. */
const shownFor = { normal: 5_000, undo: 10_000, bad: 12_000 }

/** Shows a toast about an act. It disappears after some seconds; a failure stays longer. */
export function notify({ title, description, tone = 'good', action, undo }: Notice): void {
  let isTaken = false
  const id = manager.add({
    title,
    description,
    type: tone,
    timeout: tone === 'bad' ? shownFor.bad : undo ? shownFor.undo : shownFor.normal,
    priority: tone === 'bad' ? 'high' : 'low',
    ...(undo ? { data: { undo } } : {}),
    ...(action
      ? {
          onRemove: () => {
            if (!isTaken) action.onPassed?.()
          },
          actionProps: {
            children: action.label,
            onClick: () => {
              isTaken = true
              manager.close(id)
              action.onSelect()
            },
          },
        }
      : {}),
  })
}

function List() {
  const { t } = useTranslation()
  const { toasts } = Toast.useToastManager<Data>()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-notice={toast.type}
      className="pointer-events-auto mt-8 rounded-card border border-line bg-panel shadow-popup transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="relative flex items-start gap-8 p-10">
        {icons[(toast.type ?? 'good') as Tone]}
        <div className="min-w-0 flex-1">
          <Toast.Title className="pr-22 font-semibold wrap-anywhere" render={<div />} />
          <Toast.Description className="text-ink-2 wrap-anywhere" render={<div />} />
          {toast.actionProps && <Toast.Action className="mt-6 mr-6" render={<Button />} />}
          {toast.data?.undo && (
            <Button
              className="mt-6"
              onClick={() => {
                manager.close(toast.id)
                toast.data?.undo?.()
              }}
            >
              {t('common.act.undo')}
            </Button>
          )}
        </div>
        <Toast.Close
          render={<IconButton icon={X} label={t('common.act.dismiss')} className="absolute top-5 right-4" />}
        />
      </Toast.Content>
    </Toast.Root>
  ))
}

/**
 * In the sidebar, between the places and the figures: over nothing that is read or used. A window shows as many of the
 * newest as it has room for. Menus are above the toasts.
 */
const viewport =
  'pointer-events-none fixed bottom-128 left-8 z-35 flex w-196 flex-col outline-none [@media(max-height:820px)]:[&>:nth-child(n+3)]:hidden [@media(max-height:700px)]:[&>:nth-child(n+2)]:hidden'

export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={viewport}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}
