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
