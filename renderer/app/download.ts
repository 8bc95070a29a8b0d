/** Lets the browser save a file. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // By then the browser has started to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** A time in a file name, local: `2026-11-23-1012`. */
export function fileTime(at: number): string {
  const time = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString()
  return `${time.slice(0, 10)}-${time.slice(11, 16).replace(':', '')}`
}
