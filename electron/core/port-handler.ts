import { RPCHandler } from '@orpc/server/message-port'
import type { CoreRouter } from './router.ts'

/** Characters from which a text of a reply is sent as it is. */
const LONG = 16 * 1024

/**
 * Serves the core at the other end of a message port. A reply with a long text, such as the list of models, is copied
 * by the port instead of being written as JSON: the text is JSON already, and each of its quotes would be escaped.
 */
export function createPortHandler(router: CoreRouter) {
  return new RPCHandler(router, {
    // With a list of what to transfer, even an empty one, the port gets objects.
    experimental_transfer: ([, , payload]) => (hasLongText(payload) ? [] : null),
  })
}

/** Whether a message of oRPC is a reply whose value has a long text. */
function hasLongText(payload: unknown): boolean {
  const value = field(field(payload, 'body'), 'json')
  return typeof value === 'object' && value !== null && Object.values(value).some(isLong)
}

const isLong = (value: unknown) => typeof value === 'string' && value.length >= LONG

const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined
