import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '#shared/contract/problem.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { useFinalFocus } from './focus.ts'
import { ProblemView } from './ProblemView.tsx'

const backdrop =
  'fixed inset-0 z-30 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0'
const popup =
  'fixed z-30 flex flex-col rounded-card border border-line bg-panel shadow-popup outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0'

const place = 'top-[7vh] max-h-[86vh]'
const sizes = { normal: `${place} layer-480`, wide: `${place} layer-720`, large: 'top-[3vh] max-h-[94vh] layer-960' }

interface DialogProps {
  open: boolean
  /** `reason`: `escape-key`, `outside-press`, … */
  onOpenChange: (open: boolean, reason: string) => void
  title: string
  description?: ReactNode
  /** Buttons at the end, the primary one last. */
  actions?: ReactNode
  width?: 'normal' | 'wide' | 'large'
  initialFocus?: RefObject<HTMLElement | null>
  /** If given, the content is wrapped in a form, which Enter submits. */
  onSubmit?: () => void
  children: ReactNode
}

export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, actions, width = 'normal', children } = props
  const { initialFocus, onSubmit } = props
  const { t } = useTranslation()
  const finalFocus = useFinalFocus(open)
  const body = (
    <>
      <div className="scroll-shade min-h-0 flex-1 overflow-y-auto px-18 pt-2 pb-18">{children}</div>
      {actions === undefined ? null : (
        <div className="flex items-center justify-end gap-8 border-t border-line px-18 py-12">{actions}</div>
      )}
    </>
  )
  return (
    <Base.Root open={open} onOpenChange={(next, { reason }) => onOpenChange(next, reason)}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          {...(initialFocus ? { initialFocus } : {})}
          finalFocus={finalFocus}
          className={classes(popup, sizes[width])}
        >
          <div className="pt-14 pr-52 pb-10 pl-18">
            <Base.Title className="text-title">{title}</Base.Title>
            {description === undefined ? null : (
              <Base.Description className="mt-2 text-ink-2" render={<div />}>
                {description}
              </Base.Description>
            )}
          </div>
          {onSubmit ? (
            <form
              // Fields show their own errors; the step of a number input does not restrict its value.
              noValidate
              className="flex min-h-0 flex-1 flex-col"
              onSubmit={(event) => {
                event.preventDefault()
                // A dialog that was opened from another one is no part of its form.
                event.stopPropagation()
                onSubmit()
              }}
            >
              {body}
            </form>
          ) : (
            body
          )}
          {/* Last, so that the content gets the focus first. */}
          <Base.Close
            render={<Button square variant="ghost" icon={X} aria-label={t('common.act.close')} />}
            className="absolute top-12 right-12"
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** The consequences of the act: how much is freed, what else shares it. */
  children: ReactNode
  /** Label of the confirming button: a verb. */
  act: string
  /** Whether it destroys something; `null` for one of two acts of which none is preferred. */
  danger?: boolean | null
  busy?: boolean
  problem?: Problem | null
  onConfirm: () => void
  /** Whether the confirming button has the focus at first, for an act that can be undone. Else it is the one that cancels. */
  isUndoable?: boolean
  /** Another act, apart from the other buttons. */
  other?: { act: string; busy: boolean; onConfirm: () => void } | undefined
}

/** Asks before an act. Stays open until the caller closes it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, children, act, danger = true, busy = false, problem, onConfirm } = props
  const { isUndoable = false, other } = props
  const first = useRef<HTMLButtonElement>(null)
  const { t } = useTranslation()
  const finalFocus = useFinalFocus(open)
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdrop} />
        <AlertDialog.Popup initialFocus={first} finalFocus={finalFocus} className={classes(popup, place, 'layer-440')}>
          <div className="scroll-shade min-h-0 overflow-y-auto p-18">
            <AlertDialog.Title className="text-title">{title}</AlertDialog.Title>
            <AlertDialog.Description className="mt-6 text-ink-2" render={<div />}>
              {children}
            </AlertDialog.Description>
            {problem ? <ProblemView problem={problem} className="mt-12" /> : null}
          </div>
          <div className="flex justify-end gap-8 border-t border-line px-18 py-12">
            {other && (
              <Button variant="danger-quiet" busy={other.busy} onClick={other.onConfirm} className="mr-auto">
                {other.act}
              </Button>
            )}
            <AlertDialog.Close render={<Button ref={isUndoable ? null : first} />}>
              {t('common.act.cancel')}
            </AlertDialog.Close>
            <Button
              ref={isUndoable ? first : null}
              variant={danger === null ? 'secondary' : danger ? 'danger' : 'primary'}
              busy={busy}
              onClick={onConfirm}
            >
              {act}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
