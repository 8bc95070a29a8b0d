import { date, object, readDetails, readRows, text, texts, type Details, type Fields, type Rows } from './fields.ts'

/** A row of the tensor table of `/api/show`. */
export interface ShownTensor {
  name: string
  type: string | undefined
  /** Empty for a scalar. */
  shape: number[] | undefined
}

/** `/api/show`, read field by field. */
export interface Show {
  /** Several licenses are joined. */
  license: string | undefined
  modelfile: string | undefined
  /** Lines of a key and a Go literal, see `parseParameters`. */
  parameters: string | undefined
  template: string | undefined
  system: string | undefined
  messages: { role: string | undefined; content: string | undefined }[]
  details: Details | undefined
  model_info: Fields | undefined
  projector_info: Fields | undefined
  /** Since 0.6.1; for GGUF also without `verbose`. */
  tensors: Rows<ShownTensor> | undefined
  capabilities: string[] | undefined
  modified_at: string | undefined
  remote_model: string | undefined
  remote_host: string | undefined
  /** The lowest Ollama version the model requires. */
  requires: string | undefined
  /** The whole answer, unchanged. */
  answer: Fields
}

/** @returns `undefined` if it is not an object */
export function readShow(answer: unknown): Show | undefined {
  const fields = object(answer)
  return (
    fields && {
      license: lines(fields['license'], '\n\n'),
      modelfile: text(fields['modelfile']),
      parameters: lines(fields['parameters'], '\n'),
      template: text(fields['template']),
      system: text(fields['system']),
      messages: readMessages(fields['messages']),
      details: readDetails(fields['details']),
      model_info: object(fields['model_info']),
      projector_info: object(fields['projector_info']),
      tensors: Array.isArray(fields['tensors']) ? readRows(fields['tensors'], readTensor) : undefined,
      capabilities: texts(fields['capabilities']),
      modified_at: date(fields['modified_at']),
      remote_model: text(fields['remote_model']),
      remote_host: text(fields['remote_host']),
      requires: text(fields['requires']),
      answer: fields,
    }
  )
}

/** A text, or the texts of a list joined. */
function lines(value: unknown, between: string): string | undefined {
  return text(value) ?? texts(value)?.join(between)
}

function readMessages(value: unknown): Show['messages'] {
  if (!Array.isArray(value)) return []
  const { rows = [] } = readRows(value, ({ role, content }) => ({ role: text(role), content: text(content) })) ?? {}
  return rows.filter(({ role, content }) => role !== undefined || content !== undefined)
}

function readTensor({ name, type, shape }: Fields): ShownTensor | undefined {
  const known = text(name)
  return known === undefined ? undefined : { name: known, type: text(type), shape: readShape(shape) }
}

/** Ollama writes the shape of a scalar as `null`. */
function readShape(value: unknown): number[] | undefined {
  if (value === null) return []
  const isShape = Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0)
  return isShape ? (value as number[]) : undefined
}
