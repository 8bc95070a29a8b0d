import { useTranslation } from 'react-i18next'
import { invisibleIn } from '#shared/ollama/pasted-text.ts'

/** Lists the invisible characters that are removed from a text; renders nothing if there are none. */
export function InvisibleNote({ text }: { text: string }) {
  const { t } = useTranslation()
  // Every text is trimmed, so white space at its ends is not reported.
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
