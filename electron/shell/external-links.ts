import type { ShellI18n } from './shell-i18n.ts'

/** Hosts that Corral itself links to. */
const KNOWN = new Set(['ollama.com', 'registry.ollama.ai', 'huggingface.co', 'hf.co', 'github.com', 'npmjs.com'])

/** A link that may be opened, or `null`: https only, without user or password, and short enough to be read. */
export function externalLink(text: string): URL | null {
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

export interface ExternalLinks {
  open(url: string): Promise<void>
  /** Asks the user whether to open the address. */
  ask(question: { message: string; detail: string; buttons: string[] }): Promise<boolean>
  i18n(): ShellI18n
}

/** The only way to open an address in the user's browser. Asks about unknown hosts, one at a time. */
export function createExternalLinks({ open, ask, i18n }: ExternalLinks): (text: string) => Promise<void> {
  let isAsking = false
  return async (text) => {
    const url = externalLink(text)
    if (url === null || isAsking) return
    if (!isKnown(url)) {
      const { t } = i18n()
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
