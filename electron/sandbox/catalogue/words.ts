/** A pseudo-random generator with a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A 32-bit hash of a text (FNV-1a). */
export function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

export function pick<T>(list: readonly T[], draw: () => number): T {
  const item = list[Math.floor(draw() * list.length)]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

const starts = 'b c d f g h j k l m n p r s t v w z br ch cl dr fl gr pl pr sh sk st th tr'.split(' ').concat('')
const middles = 'a e i o u ai ea ee ie io oo ou'.split(' ')
const ends = 'd l m n r s t x ck ld ng nt rd rk st ty'.split(' ').concat('', '', '')
const cyrillic = 'а б в г д е ж з и к л м н о п р с т у ф х ц ч ш ы ь э ю я'.split(' ')
const greek = 'α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω'.split(' ')
const signs = '-> => :: == != <= >= // /* */ ({ }) (); ", ": ... && || </ />'.split(' ')

/** Made-up words of syllables, with some in other scripts, numbers and signs. */
export function* words(seed: number): Generator<string> {
  const draw = random(seed)
  const syllable = () => pick(starts, draw) + pick(middles, draw) + pick(ends, draw)
  const letters = (alphabet: readonly string[]) =>
    Array.from({ length: 3 + Math.floor(draw() * 5) }, () => pick(alphabet, draw)).join('')
  for (;;) {
    const kind = draw()
    const syllables = 1 + Math.floor(draw() * 3)
    const latin = Array.from({ length: syllables }, syllable).join('')
    if (kind < 0.62) yield latin
    else if (kind < 0.72) yield latin.charAt(0).toUpperCase() + latin.slice(1)
    else if (kind < 0.75) yield latin.toUpperCase()
    else if (kind < 0.82) yield letters(cyrillic)
    else if (kind < 0.85) yield letters(greek)
    else if (kind < 0.93)
      yield String.fromCodePoint(0x4e00 + Math.floor(draw() * 0x5000), 0x4e00 + Math.floor(draw() * 0x5000))
    else if (kind < 0.96) yield String(Math.floor(draw() * 1000))
    else if (kind < 0.98) yield pick(signs, draw) + pick(signs, draw)
    else yield `${latin}é`
  }
}
