/**
 * Calls between the page and its workers. Own code: with comlink 4.4.2 a call to a worker whose script throws while it
 * loads stays pending (tried: no answer after 5 s), since comlink does not listen to the worker's `error` event.
 */

/** The functions of a worker, with one parameter each. Results are copied, or transferred if wrapped by `moved`. */
export type Functions = Record<string, (input: never) => unknown>

const transfers = Symbol('transfers')

/** A result whose buffers are transferred to the page; the worker can no longer use them. */
export interface Moved<T> {
  value: T
  [transfers]: Transferable[]
}

export function moved<T>(value: T, ...buffers: Transferable[]): Moved<T> {
  return { value, [transfers]: buffers }
}

const isMoved = (result: unknown): result is Moved<unknown> =>
  typeof result === 'object' && result !== null && transfers in result

interface Ask {
  id: number
  name: string
  input: unknown
}
type Reply = { id: number; value: unknown } | { id: number; error: string }

/** The part of `Worker` and of a worker's global scope that calls need. */
export interface Port {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'error', listener: (event: { message: string }) => void): void
}

/** In a worker: answers calls with these functions, one after another. */
export function answer(port: Port, functions: Functions): void {
  port.addEventListener('message', ({ data }) => {
    const { id, name, input } = data as Ask
    const respond = async () => {
      try {
        const result = await (functions[name] as (input: unknown) => unknown)(input)
        const [value, transfer] = isMoved(result) ? [result.value, result[transfers]] : [result, []]
        port.postMessage({ id, value } satisfies Reply, { transfer })
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        port.postMessage({ id, error: message } satisfies Reply, { transfer: [] })
      }
    }
    void respond()
  })
}

type Unmoved<T> = T extends Moved<infer Value> ? Value : T

/** Calls a function of a worker by name; `transfer` lists the buffers to transfer. */
export type Call<F extends Functions> = <Name extends keyof F & string>(
  name: Name,
  input: Parameters<F[Name]>[0],
  transfer?: Transferable[],
) => Promise<Unmoved<Awaited<ReturnType<F[Name]>>>>

/** In the page: returns the function that calls the worker. `died` is called once if its script fails; all calls then reject. */
export function callsTo<F extends Functions>(port: Port, died: () => void = () => {}): Call<F> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let lastId = 0
  port.addEventListener('message', ({ data }) => {
    const reply = data as Reply
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('error' in reply) call?.reject(new Error(reply.error))
    else call?.resolve(reply.value as never)
  })
  port.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
    died()
  })
  return (name, input, transfer = []) => {
    lastId += 1
    const id = lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      port.postMessage({ id, name, input } satisfies Ask, { transfer })
    })
  }
}
