import { ImagePlus, X } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_IMAGES } from '#shared/contract/prompt-bounds.ts'
import { useFormat } from '../../app/i18n.ts'
import { Button, Truncated, notify } from '../../ui/index.ts'
import { useForm } from './form.ts'
import { IMAGE_TYPES, MAX_IMAGE_BYTES, withFiles } from './images.ts'

/** Adds files to the prompt, and says which one is left out and why. */
export function useAddImages(): (files: Iterable<File>) => Promise<void> {
  const { t } = useTranslation()
  const format = useFormat()
  return async (files) => {
    const { images, fault } = await withFiles(useForm.getState().images, files)
    useForm.getState().change({ images })
    if (fault)
      notify({
        title: t('try.images.leftOut', { name: fault.name }),
        description: t(`try.images.fault.${fault.fault}`, {
          most: format.count(MAX_IMAGES),
          size: format.bytes(MAX_IMAGE_BYTES),
        }),
        tone: 'bad',
      })
  }
}

/** The images of the prompt. */
export function Images() {
  const { t } = useTranslation()
  const { images, change } = useForm()
  const add = useAddImages()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <div className="flex flex-wrap items-center gap-6">
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={IMAGE_TYPES}
        onChange={({ currentTarget }) => {
          void add([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
      <Button icon={ImagePlus} onClick={() => picker.current?.click()}>
        {t('try.images.add')}
      </Button>
      {images.length === 0 ? (
        <span className="text-caption text-ink-2">{t('try.images.hint')}</span>
      ) : (
        <ul className="flex min-w-0 flex-wrap gap-6">
          {images.map(({ id, name }) => (
            <li key={id} className="flex h-24 max-w-220 items-center gap-4 rounded-control bg-inset pl-8 text-caption">
              <Truncated text={name} className="min-w-0" />
              <Button
                variant="ghost"
                square
                icon={X}
                aria-label={t('try.images.remove', { name })}
                className="h-24"
                onClick={() => change({ images: images.filter((image) => image.id !== id) })}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
