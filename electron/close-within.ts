/**
 * Resolves when `close` is done, however it went, and after `ms` milliseconds at the latest: a program that is
 * told to end must not wait for a disk or a server that does not answer.
 */
export async function closeWithin(ms: number, close: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([close().catch(() => {}), late])
  clearTimeout(timer)
}

/**
 * Closes within `ms` milliseconds, and releases what the next start waits for, even if the rest closes too slowly:
 * the last quarter of the time is kept for it.
 */
export function closeAndRelease(
  ms: number,
  close: () => Promise<unknown>,
  release: () => Promise<unknown>,
): Promise<void> {
  return closeWithin(ms, async () => {
    await closeWithin(ms * 0.75, close)
    await release()
  })
}
