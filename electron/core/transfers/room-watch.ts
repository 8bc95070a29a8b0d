import type { Clock } from '../platform.ts'

/** Time between two readings, in milliseconds. */
const READ_EVERY = 30_000

/** Whether there is room on the disk; `null` if that is not known. */
export type ReadRoom = () => Promise<boolean | null>

/**
 * Watches a disk that the server has found full, until there is room.
 *
 * @param isFull whether it was found full now. A first reading that says there is room then contradicts the server, which
 *   may have a quota, and there is room only after a reading that says there is none.
 * @param found called once when there is room
 * @returns a function that ends it
 */
export function watchRoom(clock: Clock, read: ReadRoom, isFull: boolean, found: () => void): () => void {
  let hadRoom = false
  let isOver = false
  let timer = clock.after(READ_EVERY, () => void look())
  const look = async (isFirst = false) => {
    const hasRoom = await Promise.resolve()
      .then(read)
      .catch(() => null)
    if (isOver) return
    if (hasRoom && !hadRoom && !(isFirst && isFull)) {
      isOver = true
      timer.cancel()
      return found()
    }
    hadRoom = hasRoom ?? hadRoom
    timer.cancel()
    timer = clock.after(READ_EVERY, () => void look())
  }
  void look(true)
  return () => {
    isOver = true
    timer.cancel()
  }
}
