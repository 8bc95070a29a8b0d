import { useTranslation } from 'react-i18next'
import type { Inspection } from '#shared/contract/library.ts'
import { Segmented } from '../../ui/index.ts'
import { License } from './License.tsx'
import type { Subject } from './queries.ts'
import { RawAnswer } from './RawAnswer.tsx'
import { RestoredScroll } from './scroll-restoration.tsx'
import { rawTexts, useInspectorTab } from './tab.ts'
import { TextPanel } from './TextPanel.tsx'

/** What the server sends of the model, as it stands: Modelfile, license, and the whole answer. */
export function RawTexts({ subject, inspection }: { subject: Subject; inspection: Inspection }) {
  const { t } = useTranslation()
  const { rawText, showRaw } = useInspectorTab()
  const { texts } = inspection
  return (
    <>
      <div className="shrink-0 px-14 pt-10">
        <Segmented
          label={t('inspector.tabs.raw')}
          value={rawText}
          onValueChange={showRaw}
          items={rawTexts.map((value) => ({ value, label: t(`inspector.raw.${value}`) }))}
        />
      </div>
      {rawText === 'json' ? (
        <RawAnswer subject={subject} length={texts.raw} />
      ) : (
        <RestoredScroll key={rawText} place={`${subject.name} ${rawText}`}>
          {rawText === 'license' ? (
            <License subject={subject} inspection={inspection} />
          ) : (
            <TextPanel subject={subject} part="modelfile" length={texts.modelfile} />
          )}
        </RestoredScroll>
      )}
    </>
  )
}
