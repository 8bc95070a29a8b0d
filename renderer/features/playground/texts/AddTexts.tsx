import { useTranslation } from 'react-i18next'
import { classes, Field, TextArea } from '../../../ui/index.ts'
import { splitLines } from '../../../workers/files/entry.ts'
import { takeDraft, useTexts } from './store.ts'

/** Input for new texts: Enter adds them to the list, one text per line. Fills the card if the list is empty. */
export function AddTexts({ isAlone }: { isAlone: boolean }) {
  const { t } = useTranslation()
  const { draft, write, add } = useTexts()
  return (
    <Field
      label={t('playground.add')}
      hideLabel
      className={isAlone ? 'min-h-0 flex-1' : 'shrink-0 border-t border-line'}
    >
      <TextArea
        data-arrival
        value={draft}
        rows={isAlone ? 6 : Math.min(5, draft.split('\n').length)}
        placeholder={t(isAlone ? 'playground.addFirst' : 'playground.addMore')}
        className={classes(
          'border-0 bg-transparent px-12 leading-[22px] focus-visible:-outline-offset-2',
          isAlone ? 'min-h-0 flex-1 rounded-card py-10' : 'rounded-none py-6',
        )}
        onValueChange={write}
        onKeyDown={(event) => {
          const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey
          if (event.key !== 'Enter' || !isPlain || event.nativeEvent.isComposing) return
          event.preventDefault()
          takeDraft()
        }}
        onPaste={(event) => {
          const lines = splitLines(event.clipboardData.getData('text/plain'))
          if (draft.trim() !== '' || lines.length < 2) return
          event.preventDefault()
          add(lines.map((text) => ({ text, group: null })))
        }}
      />
    </Field>
  )
}
