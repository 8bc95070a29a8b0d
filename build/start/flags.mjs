// @ts-check
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

/** @typedef {{ name: string, type: 'boolean' | 'string', value?: string, help: string }} Flag */

/** @type {Flag[]} */
const table = JSON.parse(readFileSync(new URL('../../electron/flags.json', import.meta.url), 'utf8'))

export const help = [
  'npm start -- [flags]',
  '',
  ...table.map(({ name, value, help: text }) => `  ${`--${name}${value ? ` ${value}` : ''}`.padEnd(14)} ${text}`),
].join('\n')

/**
 * Parses the flags strictly, so that a misspelt one is reported and not ignored.
 *
 * @param {string[]} args
 * @returns {{ values: Record<string, string | boolean | undefined> } | { wrong: string }}
 */
export function checkFlags(args) {
  /** @type {Record<string, { type: 'boolean' | 'string' }>} */
  const options = Object.fromEntries(table.map(({ name, type }) => [name, { type }]))
  /** @type {Record<string, string | boolean | undefined>} */
  let values
  try {
    ;({ values } = parseArgs({ args, options, strict: true, allowPositionals: false }))
  } catch (error) {
    const [first = ''] = /** @type {Error} */ (error).message.split(/\. |\n/, 1)
    return { wrong: `${first.replace(/\.$/, '')}. "npm start -- --help" lists the flags.` }
  }
  const { port, host, data } = values
  if (port !== undefined && !(/^\d{1,5}$/.test(String(port)) && Number(port) <= 65535))
    return { wrong: `--port wants a number from 0 to 65535, not "${port}".` }
  if (host !== undefined && !isHost(String(host)))
    return { wrong: `--host wants a host, host:port or URL, not "${hide(String(host))}".` }
  if (data === '') return { wrong: '--data wants a folder.' }
  if (host !== undefined && values['sandbox']) return { wrong: '--host and --sandbox exclude each other.' }
  return { values }
}

/** A preliminary check; the core parses it as Ollama parses `OLLAMA_HOST`. @param {string} text */
function isHost(text) {
  if (text.trim() === '' || /\s/.test(text.trim())) return false
  try {
    const url = new URL(
      /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text.startsWith(':') ? `127.0.0.1${text}` : text}`,
    )
    return (
      /^https?:$/.test(url.protocol) &&
      url.username === '' &&
      url.password === '' &&
      url.search === '' &&
      url.hash === ''
    )
  } catch {
    return false
  }
}

/** Hides a password in a URL, which must not be repeated on a terminal. @param {string} text */
function hide(text) {
  return text.replace(/\/\/[^/@]*@/, '//…@')
}
