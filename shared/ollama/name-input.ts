import { DEFAULT_HOST, parseName, type NameFault, type NameParts } from './name.ts'
import { plainText } from './pasted-text.ts'

/** Why a typed or pasted text is not a name. */
export type InputFault =
  | NameFault
  /** It contains several names where one is expected. */
  | { fault: 'several'; count: number }
  /** An address at ollama.com or Hugging Face that is not the page of a model. */
  | { fault: 'page'; text: string }

/** A name found in a text. */
export interface NameInput {
  /** The part of the text it was found in, unchanged. */
  text: string
  /** The name alone: `llama3.2` of `ollama run llama3.2`. */
  name: string
  parts: NameParts | InputFault
}

/**
 * The names in a typed or pasted text: plain names, Ollama commands (`ollama run NAME "a, b"`, also after `docker
 * exec` or variables), addresses at ollama.com and Hugging Face, `corral://` links. Several are separated by lines, by
 * commas, or by spaces if each has a `:` or `/`. Letter case is kept.
 */
export function namesIn(text: string): NameInput[] {
  const plain = plainText(text, ' ').replace(/\\\r?\n/g, ' ')
  return (plain.match(statement) ?? []).flatMap((part) => commandNames(part) ?? listNames(part))
}

/** Whether the result is a valid name. */
export function isName(parts: NameParts | InputFault): parts is NameParts {
  return !('fault' in parts)
}

/** The only name in a text. */
export function nameIn(text: string): NameInput {
  const [first, ...others] = namesIn(text)
  if (!first) return { text, name: '', parts: { fault: 'empty' } }
  return others.length === 0 ? first : { text, name: '', parts: { fault: 'several', count: others.length + 1 } }
}

/** A statement ends with a line or a shell operator outside of quotes. */
const statement = /(?:(?<![^\s=])(?:"(?:\\.|[^"\\])*"|'[^']*')(?![^\s;&|,])|(?!&&|\|\|)[^\n\r;])+/g

/** The subcommands of Ollama that take a model. */
const command = /(?:^|[\s/\\`"'>$#(])ollama(?:\.exe)?["']?\s+(run|pull|show|push|stop|rm|cp)\s+(.*)$/is
/** Their flags with a separate value (`cmd/cmd.go` of Ollama v0.33). */
const valued = /^--(format|keepalive|think|dimensions)$/
/** Ends a command within a line: a comment, a pipe or a redirection. */
const commandEnd = /^(#|\||&|\d?[<>])/

/** The names in an Ollama command; `null` if the text is not one. */
function commandNames(text: string): NameInput[] | null {
  const [, verb = '', rest = ''] = command.exec(text) ?? []
  const [, listed, others = ''] = /^((?:-\S+\s+)*[^\s,"']+)\s*,(.*)$/s.exec(rest) ?? []
  if (listed !== undefined) return [...namesAfter(verb, listed), ...namesIn(others)]
  const names = namesAfter(verb, rest)
  return names.length === 0 ? null : names
}

function namesAfter(verb: string, rest: string): NameInput[] {
  const all = (rest.match(/"(?:\\.|[^"\\])*"|'[^']*'|\S+/g) ?? []).map(unwrapped)
  const end = all.findIndex((word) => commandEnd.test(word))
  const words = (end < 0 ? all : all.slice(0, end)).filter(
    (word, at) => !word.startsWith('-') && !valued.test(all[at - 1] ?? ''),
  )
  // After the first name comes a prompt, or the name of a copy.
  return (/^(run|cp)$/i.test(verb) ? words.slice(0, 1) : words).map(readWord)
}

/** Prefixes of names copied from lists and terminals. */
const bullet = /^(?:(?:[-*•+>]|\d{1,3}[.)]|\$|#|>>>)\s+)+/

function listNames(text: string): NameInput[] {
  return text.split(/[,、]/).flatMap((part) => {
    const piece = unwrapped(part.trim().replace(bullet, ''))
    if (piece === '') return []
    const words = piece.split(/\s+/)
    // It is unclear whether `llama3.2 3b` is one name or two.
    const isList = words.length > 1 && words.every((word) => /[:/]/.test(word))
    return (isList ? words.map(unwrapped) : [piece]).map(readWord)
  })
}

/** Quotes, brackets and backticks around a text, and a Markdown link. */
const wrapped = /^(?:"(.*)"|'(.*)'|“(.*)”|<(.*)>|\((.*)\)|`+([^`]*)`+|\[[^\]]*\]\((.*)\))$/s

function unwrapped(text: string): string {
  const inner = wrapped
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined)
  return inner === undefined ? text : inner.trim()
}

function readWord(word: string): NameInput {
  const name = nameInAddress(word)
  return name === null
    ? { text: word, name: '', parts: { fault: 'page', text: word } }
    : { text: word, name, parts: parseName(name) }
}

/** The name in an address, or the word itself if it is not an address; `null` for a page that is not of a model. */
function nameInAddress(word: string): string | null {
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z+.-]*):\/\/)?(.*)$/is.exec(word) ?? []
  if (/^(hf|huggingface)$/i.test(scheme)) return `hf.co/${rest}`
  if (/^corral$/i.test(scheme)) return decoded(rest.replace(/^(pull|show)\//i, ''))
  const [path = '', query = ''] = rest.split('#', 1)[0]?.split('?') ?? []
  const [host = '', ...segments] = path.split('/').map(decoded)
  while (segments.at(-1) === '') segments.pop()
  const site = host
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/:443$/, '')
  if (site === 'ollama.com' || site === 'ollama.ai') return ollamaName(segments)
  if (site === DEFAULT_HOST && segments[0] === 'v2') return registryName(segments)
  // Without the scheme and anything after the name it is a name already, whatever its host.
  const isName = scheme === '' && query === '' && segments.length <= 2
  if (site === 'huggingface.co' || site === 'hf.co') return isName ? word : huggingFaceName(segments, query)
  return /^https?$/i.test(scheme) ? path : word
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** First path segments of pages that are not models. */
const ollamaPages =
  /^(api|assets|blog|cloud|docs|download|models|pricing|privacy|public|search|settings|signin|terms)$/i
const huggingFacePages =
  /^(api|blog|chat|collections|datasets|docs|join|learn|login|models|organizations|papers|posts|pricing|settings|spaces|tasks)$/i

/** `/library/NAME` or `/USER/NAME`, optionally followed by `/tags` or `/blobs/…`. */
function ollamaName([user = '', model = '']: readonly string[]): string | null {
  return user === '' || model === '' || ollamaPages.test(user) ? null : `${user}/${model}`
}

/** `/v2/NAMESPACE/NAME/manifests/TAG` */
function registryName([, namespace = '', model = '', kind, tag = '']: readonly string[]): string | null {
  return kind === 'manifests' && tag !== '' ? `${namespace}/${model}:${tag}` : null
}

/** `/USER/REPOSITORY`, perhaps with `/tree/main`, a file as `/blob/main/FILE` or `/resolve/main/FILE`, or a file in the query. */
function huggingFaceName(
  [user = '', repository = '', kind = '', , ...path]: readonly string[],
  query: string,
): string | null {
  if (user === '' || repository === '' || huggingFacePages.test(user)) return null
  const isFile = /^(blob|resolve|raw)$/i.test(kind)
  const file = isFile ? (path.at(-1) ?? '') : decoded(/(?:^|&)show_file_info=([^&]*)/.exec(query)?.[1] ?? '')
  const tag = quantization(file.split('/').at(-1) ?? '')
  return `hf.co/${user}/${repository}${tag === '' || repository.includes(':') ? '' : `:${tag}`}`
}

/** A quantization at the end of a file name. */
const quantized = /(?:^|[-._])((?:UD-)?(?:I?Q\d+(?:_[A-Z0-9]+)*|TQ\d_\d|MXFP\d(?:_MOE)?|NVFP4|BF16|FP?16|FP?32))$/i

/**
 * The tag under which Hugging Face serves a GGUF file: its quantization, or else its whole name
 * (huggingface.co/docs/hub/ollama). Empty for other files and for projectors, which are served with any tag.
 */
function quantization(file: string): string {
  const [, stem] = /^(.*?)(?:-\d{5}-of-\d{5})?\.gguf$/i.exec(file) ?? []
  if (stem === undefined || /^mmproj/i.test(stem)) return ''
  return quantized.exec(stem)?.[1] ?? file
}
