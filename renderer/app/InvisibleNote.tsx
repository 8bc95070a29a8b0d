import { useTranslation } from 'react-i18next'
import { invisibleIn } from '#shared/ollama/pasted-text.ts'

/** Names the characters of a text that are left out because nobody sees them; nothing where there are none. */
export function InvisibleNote({ text }: { text: string }) {
  const { t } = useTranslation()
  // A blank at the end is left out from every text.
  const found = invisibleIn(text.trim())
  if (found.length === 0) return null
  const list = found
    .map(({ code, kind }) => t(`common.invisible.kind.${kind}`, { code }))
    .join(t('common.invisible.and'))
  return (
    <p role="status" className="text-caption text-warning">
      {t('common.invisible.removed', { list })}
    </p>
  )
}
