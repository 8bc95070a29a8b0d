import { object, positive, text } from './fields.ts'

/** A line of `/api/chat`: a piece of the answer, and in the last one the figures. */
export interface ChatLine {
  text: string
  /** Since 0.9; before that, it is part of the text between `<think>` and `</think>`. */
  thinking: string
  done: boolean
  /** `stop`, `length`. */
  done_reason: string | undefined
  /** Nanoseconds. */
  total_duration: number | undefined
  load_duration: number | undefined
  prompt_eval_duration: number | undefined
  eval_duration: number | undefined
  /** Tokens. Absent if the whole prompt was in the cache. */
  prompt_eval_count: number | undefined
  eval_count: number | undefined
}

/** Reads one line; `undefined` if it is neither a piece of an answer nor its end. */
export function readChatLine(line: unknown): ChatLine | undefined {
  const fields = object(line)
  const message = object(fields?.['message'])
  if (!fields || (!message && fields['done'] !== true)) return undefined
  return {
    text: piece(message?.['content']),
    thinking: piece(message?.['thinking']),
    done: fields['done'] === true,
    done_reason: text(fields['done_reason']),
    total_duration: positive(fields['total_duration']),
    load_duration: positive(fields['load_duration']),
    prompt_eval_duration: positive(fields['prompt_eval_duration']),
    eval_duration: positive(fields['eval_duration']),
    prompt_eval_count: positive(fields['prompt_eval_count']),
    eval_count: positive(fields['eval_count']),
  }
}

/** Unlike other texts a piece may be blank: many are a line break. */
function piece(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
