import { Columns2, CircleStop, Send, X } from 'lucide-react'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { MAX_PROMPT_CHARACTERS } from '#shared/contract/prompt-bounds.ts'
import { useClient } from '../../app/core.tsx'
import { useModels } from '../../app/data/models.ts'
import { Button, Dialog, escapeInvisible, Field, IconButton, Kbd, TextArea } from '../../ui/index.ts'
import { ModelPicker } from '../inspector/ModelPicker.tsx'
import { isPossible } from '../library/possible-acts.ts'
import { Disclosure } from '../transfers/Disclosure.tsx'
import { AnswerView } from './AnswerView.tsx'
import { optionsOf, thinkOf, useForm } from './form.ts'
import { History } from './History.tsx'
import { Images, useAddImages } from './Images.tsx'
import { Options } from './Options.tsx'
import { useCapabilities } from './queries.ts'
import { sendPrompts, showAnswers, stopAnswers, useAnswers, type PromptInput } from './run.ts'

interface TryDialogProps {
  host: Host
  name: string
  onClose: () => void
}

/** Sends one prompt to a model, or to two, and shows answers and figures. */
export function TryDialog({ host, name: chosen, onClose }: TryDialogProps) {
  const { t } = useTranslation()
  const client = useClient()
  const models = (useModels(host.id, host.reach === 'up').data ?? []).filter((model) => isPossible('try', model))
  const [name, setName] = useState(chosen)
  const form = useForm()
  const { prompt, change } = form
  const first = models.find((model) => model.name === name)
  const others = models.filter((model) => model.name !== name)
  const second = others.find((model) => model.name === form.second)
  const capabilities = [useCapabilities(host.id, first), useCapabilities(host.id, second)]
  const thinks = capabilities.map((of) => of?.includes('thinking') === true)
  // A server that tells no capabilities may have a model that sees.
  const sees = [first, second].map((model, at) => model !== undefined && capabilities[at]?.includes('vision') !== false)
  const canSee = sees.includes(true)
  const { shown, isRunning } = useAnswers()
  const isReady = prompt.trim() !== '' && !isRunning && host.reach !== 'down'
  const input = useRef<HTMLTextAreaElement>(null)
  const addImages = useAddImages()
  // Answers of another model are gone; a run ends with the dialog.
  useEffect(() => {
    showAnswers([])
    return stopAnswers
  }, [])
  const answers = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isRunning) answers.current?.scrollIntoView({ block: 'nearest' })
  }, [isRunning])

  const send = () => {
    if (!isReady) return
    const names = second === undefined ? [name] : [name, second.name]
    const inputs = names.map((model, at): PromptInput => ({
      hostId: host.id,
      model,
      prompt,
      system: form.system,
      options: optionsOf(form),
      think: thinks[at] === true ? thinkOf(form.think) : null,
      images: sees[at] === true ? form.images.map(({ base64 }) => base64) : [],
    }))
    void sendPrompts(client, inputs)
  }
  useSendKey(send)
  // The button that was pressed is gone, so the prompt gets the focus.
  const setSecond = (model: string | null) => {
    change({ second: model })
    input.current?.focus()
  }
  const onDrop = (event: DragEvent) => {
    if (!canSee || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    if (event.type === 'drop') void addImages([...event.dataTransfer.files])
  }
  const clouds = [first, second].filter((model) => model?.cloud).map((model) => model?.name ?? '')
  return (
    <Dialog
      open
      width="large"
      title={t('try.title', { name })}
      description={t(host.kind === 'sandbox' ? 'try.sandbox' : 'try.text')}
      initialFocus={input}
      onOpenChange={(_, reason) => {
        // While it answers, Escape only stops it, and a click beside the dialog does nothing.
        if (isRunning && reason === 'escape-key') stopAnswers()
        else if (!isRunning || reason !== 'outside-press') onClose()
      }}
      onSubmit={send}
      actions={
        <>
          <p className="min-w-0 flex-1 text-caption text-ink-2">
            {isRunning ? t('try.stopHint') : <Kbd shortcut="mod+enter" />}
          </p>
          {isRunning ? (
            <Button
              icon={CircleStop}
              onClick={(event) => {
                // The same element is the button to send from now on, so that it keeps the focus.
                event.preventDefault()
                stopAnswers()
              }}
            >
              {t('try.stop')}
            </Button>
          ) : (
            <Button type="submit" variant="primary" icon={Send} disabled={!isReady}>
              {t('try.send')}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-12" onDragOver={onDrop} onDrop={onDrop}>
        <div className="flex flex-wrap items-center gap-6">
          <div className="w-260 max-w-full">
            <ModelPicker
              label={t('try.model')}
              models={models}
              value={name}
              onChoose={(next) => {
                setName(next)
                showAnswers([])
              }}
            />
          </div>
          {form.second === null || second === undefined ? (
            <Button icon={Columns2} disabled={others.length === 0} onClick={() => setSecond(others[0]?.name ?? null)}>
              {t('try.beside')}
            </Button>
          ) : (
            <>
              <div className="w-260 max-w-full">
                <ModelPicker
                  label={t('try.second')}
                  models={others}
                  value={second.name}
                  onChoose={(next) => change({ second: next })}
                />
              </div>
              <IconButton icon={X} label={t('try.noSecond')} onClick={() => setSecond(null)} />
              <span className="text-caption text-ink-2">{t('try.inTurn')}</span>
            </>
          )}
        </div>
        {clouds.map((cloud) => (
          <p key={cloud} className="text-warning">
            {t('try.cloud', { name: escapeInvisible(cloud) })}
          </p>
        ))}
        <Field label={t('try.prompt')} hideLabel>
          <TextArea
            ref={input}
            rows={4}
            value={prompt}
            maxLength={MAX_PROMPT_CHARACTERS}
            placeholder={t('try.prompt')}
            onValueChange={(text) => change({ prompt: text })}
          />
        </Field>
        {canSee ? <Images /> : null}
        <Disclosure title={t('try.options.title')}>
          <Options maxContext={first?.details.contextLength ?? null} thinks={thinks.includes(true)} />
        </Disclosure>
        {shown.length === 0 ? null : (
          <div ref={answers} className={shown.length > 1 ? 'grid grid-cols-2 gap-10' : 'grid gap-10'}>
            {shown.map((one) => (
              <AnswerView key={one.model} shown={one} />
            ))}
          </div>
        )}
        <History hostId={host.id} model={name} />
      </div>
    </Dialog>
  )
}

/** Ctrl+Enter or Command+Enter sends, wherever the focus is. */
function useSendKey(send: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented || event.isComposing)
        return
      event.preventDefault()
      send()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}
