import { useTranslation } from 'react-i18next'
import chinese from '../../../docs/CHANGELOG.zh-CN.md?raw'
import english from '../../../CHANGELOG.md?raw'
import { useFormat } from '../i18n.ts'
import { newestRelease } from './changelog.ts'

/** The changes of the newest release. */
export function ReleaseNotes() {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const release = newestRelease(i18n.language === 'zh-CN' ? chinese : english)
  if (!release) return null
  const { version, date, changes } = release
  return (
    <div className="selectable flex flex-col gap-12">
      <p className="figures text-ink-2">
        {t('settings.releaseNotes.release', { version, date: format.date(Date.parse(`${date}T12:00`)) })}
      </p>
      {changes.map(({ kind, texts }) => (
        <section key={kind}>
          <h3 className="font-semibold">{t(`settings.releaseNotes.kinds.${kind}`)}</h3>
          <ul className="mt-4 flex list-disc flex-col gap-4 pl-18 text-ink-2">
            {texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
