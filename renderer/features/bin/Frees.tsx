import { useTranslation } from 'react-i18next'
import type { Removal } from '#shared/domain/sharing.ts'
import { useFormat } from '../../app/i18n.ts'

/** What deleting for good frees, and what stays as other names use it. */
export function Frees({ removal: { bytes, kept } }: { removal: Removal }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [only] = kept
  const values = ({ name, bytes: size, usedBy }: Removal['kept'][number]) => ({
    count: usedBy.length,
    name,
    names: format.list(usedBy),
    size: format.bytes(size ?? 0),
  })
  const isNameOnly = bytes === 0 && kept.length === 1
  if (isNameOnly && only && only.bytes !== null)
    return <p className="text-ink">{t('bin.deleting.nothing', { ...values(only), freed: format.bytes(0) })}</p>
  return (
    <>
      <p className="text-ink">
        {bytes === null ? t('bin.deleting.freesUnknown') : t('bin.deleting.frees', { size: format.bytes(bytes) })}
      </p>
      {kept.map((one) => (
        <p key={one.name} className="text-ink">
          {t(one.bytes === null ? 'bin.deleting.keptUnknown' : 'bin.deleting.kept', values(one))}
        </p>
      ))}
    </>
  )
}
