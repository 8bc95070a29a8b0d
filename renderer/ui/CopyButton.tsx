import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './IconButton.tsx'
import { notify } from './Toasts.tsx'

interface CopyButtonProps {
  /** The text, or a function that loads it. */
  text: string | (() => Promise<string>)
  label?: string
}

/** Copies a text to the clipboard and confirms it. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text())
      setCopied(true)
    } catch {
      notify({ title: t('common.act.copyFailed'), tone: 'bad' })
    }
  }
  return (
    <IconButton
      icon={copied ? Check : Copy}
      label={copied ? t('common.act.copied') : (label ?? t('common.act.copy'))}
      onClick={() => void copy()}
    />
  )
}
