import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './IconButton.tsx'
import { notify } from './Toasts.tsx'

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => notify({ title: t('common.act.copyFailed'), tone: 'bad' }),
    )
  return (
    <IconButton
      icon={copied ? Check : Copy}
      label={copied ? t('common.act.copied') : (label ?? t('common.act.copy'))}
      onClick={() => void copy()}
    />
  )
}
