import { matchScore, prepare, type Prepared } from './match.ts'

export interface Findable {
  id: string
  /** Texts that the search looks at, the label first. */
  texts: readonly string[]
  /** The texts as the search needs them; made by the first search. */
  prepared?: readonly Prepared[]
}

/** An act on a model, such as "delete", with the words people have for it. */
export interface Act<Key extends string> {
  key: Key
  /** In every language: `['delete', 'remove', '删除']`; one of several words is `pull again`. */
  phrases: readonly string[]
}

export interface Ranked<Item> {
  item: Item
  score: number
}

/** An act on one model. */
export interface ActOn<Key extends string, Model> {
  act: Key
  model: Model
}

/** Factor for a match in another text than the label. */
const BESIDE = 0.6
/** Most words of the query that are searched for. */
const MOST_WORDS = 12
/** Added to the score of the entry chosen last; earlier ones get less. */
const RECENT = 0.1
/** Scores of a word of the query that is a word for an act, one of several words for it, and the start of one. */
const VERB = 0.9
const VERB_PART = 0.8
const VERB_START = 0.5
/** Score of a model of which the query says nothing. */
const ANY_MODEL = 0.1
/** Added to the score of acts on the model that is open. */
const CURRENT = 0.3

/** The words of a query. Chinese needs no space before or after another script: `加载qwen3`. */
export function wordsOf(typed: string): string[] {
  const apart = typed.replace(/(?<=\p{Script=Han})(?=[\w])|(?<=[\w])(?=\p{Script=Han})/gu, ' ')
  return [...new Set(apart.toLowerCase().split(/\s+/).filter(Boolean))].slice(0, MOST_WORDS)
}

const preparedTexts = (entry: Findable): readonly Prepared[] => (entry.prepared ??= entry.texts.map(prepare))

/**
 * The entries that match the query, best first, at most `most`. Every word of the query must be found in the entry
 * (see `matchScore`). Of equal matches, recently chosen ones come first.
 */
export function ranked<Entry extends Findable>(
  entries: readonly Entry[],
  typed: string,
  recent: readonly string[],
  most: number,
): Ranked<Entry>[] {
  const words = wordsOf(typed).map(prepare)
  const bonuses = new Map(recent.map((id, at) => [id, RECENT * (1 - at / recent.length)]))
  const found = new Best<Entry>(most)
  for (const entry of entries) {
    const texts = preparedTexts(entry)
    const bonus = bonuses.get(entry.id) ?? 0
    const above = found.least - bonus
    let score = Infinity
    for (const word of words) {
      score = Math.min(score, bestOf(word, texts, above))
      if (score === 0) break
    }
    if (score > 0) found.add(score + bonus, () => entry)
  }
  return found.list
}

interface ActSearch<Key extends string, Model> {
  models: readonly Model[]
  acts: readonly Act<Key>[]
  /** Whether the act can be done on the model now. */
  isOffered: (act: Key, model: Model) => boolean
  /** Id of the model that is open, for which the start of a verb is enough. */
  current: string | null
}

/**
 * The acts on models that the query names: `delete qwen3` or `qwen3 delete`, best first, at most `most`. Each word must
 * be one for the act or be found in the model, and at least one of them for the act.
 */
export function rankedActs<Key extends string, Model extends Findable>(
  typed: string,
  { models, acts, isOffered, current }: ActSearch<Key, Model>,
  most: number,
): Ranked<ActOn<Key, Model>>[] {
  const texts = wordsOf(typed)
  const words = texts.map(prepare)
  const named = acts
    .map(({ key, phrases }) => ({ key, scores: texts.map((word) => verbScore(word, phrases)) }))
    .filter(({ scores }) => scores.some((score) => score > 0))
  const found = new Best<ActOn<Key, Model>>(most)
  if (named.length === 0) return found.list
  // What a word may be besides one for an act: worth working out only if it is more than that.
  const besides = texts.map((_, at) => Math.min(...named.map(({ scores }) => scores[at] ?? 0)))
  const isVerb = texts.map((_, at) => named.some(({ scores }) => (scores[at] ?? 0) > 0))
  // Words that are for no act must be found in the model, so they are tried first.
  const order = texts.map((_, at) => at).sort((a, b) => Number(isVerb[a]) - Number(isVerb[b]))
  const inModel = texts.map(() => 0)
  const names = Math.max(1, texts.length - 1)
  for (const model of models) {
    const isCurrent = model.id === current
    const modelTexts = preparedTexts(model)
    const mean = 2 * (found.least - (isCurrent ? CURRENT : 0)) - VERB
    // The other names may score 1.
    const above = names * mean - (names - 1)
    const isHit = order.every((at) => {
      const word = words[at]
      const score = word ? bestOf(word, modelTexts, isVerb[at] === true ? (besides[at] ?? 0) : above) : 0
      inModel[at] = score
      return score > 0 || isVerb[at] === true
    })
    if (!isHit) continue
    for (const { key, scores } of named) {
      const score = pairScore(scores, inModel, isCurrent)
      if (score > 0) found.add(score, () => (isOffered(key, model) ? { act: key, model } : null))
    }
  }
  return found.list
}

/** The mean score of the words, each as one for the act or as one for the model; 0 if it is neither. */
function pairScore(inAct: readonly number[], inModel: readonly number[], isCurrent: boolean): number {
  let verbs = 0
  let names = 0
  let verb = 0
  let name = 0
  for (let at = 0; at < inAct.length; at++) {
    const asVerb = inAct[at] ?? 0
    const asName = inModel[at] ?? 0
    if (asVerb === 0 && asName === 0) return 0
    if (asVerb >= asName) {
      verbs += 1
      verb += asVerb
    } else {
      names += 1
      name += asName
    }
  }
  if (verbs === 0) return 0
  const mean = verb / verbs
  const bonus = isCurrent ? CURRENT : 0
  // Of any model only what is said in full: each start of a word would list every model.
  if (names === 0) return mean < VERB_PART && !isCurrent ? 0 : (mean + ANY_MODEL) / 2 + bonus
  return (mean + name / names) / 2 + bonus
}

function verbScore(word: string, phrases: readonly string[]): number {
  const isHan = /\p{Script=Han}/u.test(word)
  let best = 0
  for (const phrase of phrases) {
    const parts = phrase.split(' ')
    if (parts.includes(word)) best = Math.max(best, parts.length === 1 ? VERB : VERB_PART)
    else if ((isHan || word.length > 1) && parts.some((part) => part.startsWith(word)))
      best = Math.max(best, VERB_START)
  }
  return best
}

/** The best score of a word; 0 if none of the texts has it, or none better than `above`. */
function bestOf(word: Prepared, texts: readonly Prepared[], above: number): number {
  let best = 0
  let factor = 1
  for (const text of texts) {
    best = Math.max(best, factor * matchScore(word, text, Math.max(above, best) / factor))
    factor = BESIDE
  }
  return best
}

/** The `most` items with the highest scores, in that order; of equal ones the first added comes first. */
class Best<Item> {
  readonly list: Ranked<Item>[] = []
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  /** The score that the next item must exceed. */
  get least(): number {
    return this.list.length === this.most ? (this.list.at(-1)?.score ?? 0) : 0
  }

  /** Asks for the item only if its score is high enough; `null` is left out. */
  add(score: number, item: () => Item | null): void {
    const { list, most } = this
    if (score <= this.least) return
    const made = item()
    if (made === null) return
    let at = list.length
    while (at > 0 && (list[at - 1]?.score ?? 0) < score) at -= 1
    list.splice(at, 0, { item: made, score })
    if (list.length > most) list.pop()
  }
}
