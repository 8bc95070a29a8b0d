import type { ShellWords } from './words.ts'

/** Hosts that Corral itself links to. */
const KNOWN = new Set(['ollama.com', 'registry.ollama.ai', 'huggingface.co', 'hf.co', 'github.com', 'npmjs.com'])

/** A link that may leave the app, or `null`: https only, without user or password, and of a length a person can judge. */
export function outsideLink(text: string): URL | null {
  if (text.length > 2000) return null
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return null
  }
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url : null
}

export function isKnown({ hostname, port }: URL): boolean {
  return port === '' && KNOWN.has(hostname.replace(/^www\./, ''))
}

export interface Outside {
  open(url: string): Promise<void>
  /** Whether to go there, after the user saw where. */
  ask(question: { message: string; detail: string; buttons: string[] }): Promise<boolean>
  words(): ShellWords
}

/** The one way by which an address opens in the user's browser. Strange hosts are asked about, one at a time. */
export function createOutside({ open, ask, words }: Outside): (text: string) => Promise<void> {
  let isAsking = false
  return async (text) => {
    const url = outsideLink(text)
    if (url === null || isAsking) return
    if (!isKnown(url)) {
      const { t } = words()
      isAsking = true
      const yes = await ask({
        message: t('desktop.outside.title', { host: url.host }),
        detail: url.href,
        buttons: [t('desktop.outside.open'), t('common.act.cancel')],
      }).finally(() => {
        isAsking = false
      })
      if (!yes) return
    }
    await open(url.href)
  }
}
