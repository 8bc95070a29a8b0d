import { Download, FileUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { Button, Card } from '../../ui/index.ts'
import { Row } from '../settings/Row.tsx'
import { NotesList } from './NotesList.tsx'
import { usePortable } from './use-portable.ts'

/** Notes, and all of the user's own as a file. */
export function Portable() {
  const { t } = useTranslation()
  const format = useFormat()
  const { exportFile, importFile } = usePortable()
  return (
    <Card className="w-full max-w-720 divide-y divide-line">
      <Row id="notes" title={t('portable.notes.title')} text={t('portable.notes.text')}>
        <NotesList />
      </Row>
      <Row id="export" title={t('portable.title')} text={t('portable.text')}>
        <div className="flex gap-8">
          <Button icon={Download} onClick={exportFile}>
            {t('portable.export')}
          </Button>
          <Button icon={FileUp} onClick={importFile}>
            {t('portable.import')}
          </Button>
        </div>
        <p className="text-caption text-ink-2">{format.sentences(t('portable.secrets'), t('portable.stays'))}</p>
      </Row>
    </Card>
  )
}
