import { parseName, type NameParts, isFault, displayName } from '#shared/ollama/name.ts'
import { chatModels } from './models.ts'
import { encoders } from './encoders.ts'
import { type Blueprint, type Package, pack } from './package.ts'
import type { ReleasePart } from '../releases.ts'
import { blueprintFor, families } from './rule.ts'
import { hash, pick, random, words } from './words.ts'

const known: Record<string, Blueprint> = { ...chatModels, ...encoders }

/** Other tags of the same models. */
const aliases: Record<string, keyof typeof chatModels | keyof typeof encoders> = {
  'llama3.1:latest': 'llama3.1:8b',
  'llama3.2:latest': 'llama3.2:3b',
  'qwen3:32b-q4_K_M': 'qwen3:32b',
  'qwen2.5-coder:latest': 'qwen2.5-coder:7b',
  'mistral-small3.2:latest': 'mistral-small3.2:24b',
  'phi4-mini:latest': 'phi4-mini:3.8b',
  'granite3.3:latest': 'granite3.3:8b',
  'minicpm-v:latest': 'minicpm-v:8b',
  'nomic-embed-text:latest': 'nomic-embed-text:v1.5',
  'bge-m3:latest': 'bge-m3:567m',
  'all-minilm:latest': 'all-minilm:22m',
}

/** The models of a new sandbox, with their age in days. `llama3.2-backup` is a copy. */
export const seeded: [name: string, of: string, days: number][] = [
  ['qwen3:32b', 'qwen3:32b', 2.1],
  ['gemma3:12b-it-qat', 'gemma3:12b-it-qat', 5.4],
  ['nomic-embed-text:v1.5', 'nomic-embed-text:v1.5', 9.2],
  ['gpt-oss:120b-cloud', 'gpt-oss:120b-cloud', 13.7],
  ['deepseek-r1:32b', 'deepseek-r1:32b', 17.6],
  ['mistral-small3.2:24b', 'mistral-small3.2:24b', 24.3],
  ['llama3.2-backup:latest', 'llama3.2:latest', 31.5],
  ['qwen2.5-coder:7b', 'qwen2.5-coder:7b', 46.8],
  ['llama3.2:latest', 'llama3.2:latest', 58.2],
  ['phi4-mini:latest', 'phi4-mini:latest', 73.9],
  ['bge-m3:latest', 'bge-m3:latest', 88.4],
  ['granite3.3:8b', 'granite3.3:8b', 101.3],
  ['minicpm-v:8b', 'minicpm-v:8b', 124.6],
  ['llama3.1:8b', 'llama3.1:8b', 152.7],
]

const packed = new Map<string, Package>()

/** The model of a name in the default registry, always the same object. */
export function libraryPackage(name: NameParts): Package {
  const text = displayName(name)
  const model = aliases[text] ?? text
  const before = packed.get(model)
  if (before) return before
  const made = pack(libraryBlueprint(name))
  packed.set(model, made)
  return made
}

/** What the first version of a model in the default registry is made of. */
export function libraryBlueprint(name: NameParts): Blueprint {
  const text = displayName(name)
  return known[aliases[text] ?? text] ?? blueprintFor(name)
}

/** Whether a model of that name is one of those that are well known. */
export function isWellKnown(name: NameParts): boolean {
  const text = displayName(name)
  return (aliases[text] ?? text) in known
}

/** Seeded models of which the registry has a newer version, with what is new in it and its age in days. */
export const moved: [name: string, parts: ReleasePart[], days: number][] = [
  ['phi4-mini:latest', ['template'], 2.6],
  ['granite3.3:8b', ['weights', 'license'], 11.4],
]

/** Seeded models that were pulled before Ollama 0.19, which wrote their manifest anew. */
export const pulledLongAgo: ReadonlySet<string> = new Set(['bge-m3:latest'])

/** All packages made so far. */
export function knownPackages(): Iterable<Package> {
  return packed.values()
}

/** The package of a seeded model: that of the registry, except for one that was republished since. */
export function seedPackage(name: NameParts): Package {
  if (displayName(name) !== 'llama3.1:8b') return libraryPackage(name)
  const { parameters, ...rest } = chatModels['llama3.1:8b']
  return pack({ ...rest, parameters: { ...parameters, num_ctx: 8192 } })
}

/** An endless sequence of names to fill a library. */
export function* fillerNames(): Generator<NameParts> {
  const draw = random(hash('library'))
  const seen = new Set<string>()
  const quantizations = ['q4_K_M', 'q4_K_M', 'q4_0', 'q5_K_M', 'q6_K', 'q8_0', 'fp16']
  const sizes = ['0.4b', '1b', '3b', '7b', '7b', '13b', '32b', '70b']
  for (const word of words(hash('names'))) {
    if (!/^[A-Za-z]{3,14}$/.test(word)) continue
    const model = draw() < 0.12 ? `bert-${word}-embed` : `${pick(families, draw)}-${word}`
    const tag = draw() < 0.15 ? 'latest' : `${pick(sizes, draw)}-${pick(quantizations, draw)}`
    const from = draw()
    const prefix = from < 0.75 ? '' : from < 0.93 ? `${pick(['lab', 'studio', 'ada'], draw)}/` : 'hf.co/lab/'
    const name = parseName(`${prefix}${model.toLowerCase()}:${tag}`)
    if (isFault(name) || seen.has(displayName(name))) continue
    seen.add(displayName(name))
    yield name
  }
}
