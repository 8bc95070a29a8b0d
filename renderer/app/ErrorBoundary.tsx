import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/index.ts'

/** Catches an error thrown while rendering and shows it, with a button to reload or to go to another page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { fault: string | null }> {
  override state: { fault: string | null } = { fault: null }

  static getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    return this.state.fault === null ? this.props.children : <Crash fault={this.state.fault} />
  }
}

function Crash({ fault }: { fault: string }) {
  const { t } = useTranslation()
  return (
    <Plain title={t('common.crash.title')} text={t('common.crash.text')}>
      <pre className="selectable mt-12 max-h-160 overflow-auto rounded-control border border-line bg-panel p-10 font-mono text-code whitespace-pre-wrap">
        {fault}
      </pre>
      <Button variant="primary" className="mt-14" onClick={() => location.reload()}>
        {t('common.crash.reload')}
      </Button>
    </Plain>
  )
}

/** A title and a text alone, for when nothing else can be shown. */
export function Plain({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="flex h-full overflow-y-auto p-24">
      <div className="m-auto w-full max-w-480">
        <h1 className="text-display">{title}</h1>
        <p className="mt-6 text-[14px] text-ink-2">{text}</p>
        {children}
      </div>
    </div>
  )
}
