import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'

const manager = Toast.createToastManager()

interface Notice {
  title: string
  description?: ReactNode
  tone?: 'good' | 'bad'
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
      className="mt-8 rounded-card border border-line bg-panel shadow-popup transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="relative flex flex-wrap items-start gap-10 p-10 pr-42">
        {toast.type === 'bad' ? (
          <CircleAlert aria-hidden className="mt-1 shrink-0 text-bad" />
        ) : (
          <CircleCheck aria-hidden className="mt-1 shrink-0 text-good" />
        )}
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
 * At the right, above the selection bar if there is one; beside a dialog while one is open, so that toasts cover
 * none of its buttons. Menus are above the toasts.
 */
const viewport =
  'fixed right-14 bottom-40 in-[:has([data-selection])]:bottom-100 z-35 flex w-340 flex-col outline-none in-[:has(.bg-scrim)]:right-auto in-[:has(.bg-scrim)]:left-8 in-[:has(.bg-scrim)]:w-[min(340px,calc(50vw-254px))]'

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
