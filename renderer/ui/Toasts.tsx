import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'

const manager = Toast.createToastManager()

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
}

/** Shows a toast about an act. It disappears after some seconds; a failure stays longer. */
export function notify({ title, description, tone = 'good', action }: Notice): void {
  let isTaken = false
  const id = manager.add({
    title,
    description,
    type: tone,
    timeout: tone === 'bad' ? 12_000 : 5_000,
    priority: tone === 'bad' ? 'high' : 'low',
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
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-notice={toast.type}
      className="mt-8 rounded-card border border-line bg-panel shadow-popup transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="relative flex flex-wrap items-start gap-10 p-10 pr-42">
        {icons[(toast.type ?? 'good') as Tone]}
        <div className="min-w-100 flex-1">
          <Toast.Title className="font-semibold wrap-anywhere" render={<div />} />
          <Toast.Description className="text-ink-2 wrap-anywhere" render={<div />} />
        </div>
        {toast.actionProps && <Toast.Action render={<Button />} />}
        <Toast.Close
          render={<IconButton icon={X} label={t('common.act.dismiss')} className="absolute top-6 right-6" />}
        />
      </Toast.Content>
    </Toast.Root>
  ))
}

/**
 * At the lower left, above the figures of the sidebar: the one place that neither a dialog nor the selection bar needs.
 * Menus are above the toasts.
 */
const viewport = 'fixed bottom-80 left-8 z-35 flex w-[clamp(196px,calc(50vw-254px),260px)] flex-col outline-none'

export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={viewport}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}
