import { parseSync, Visitor } from 'rolldown/utils'
import { expect, test } from 'vitest'
import { first } from '#shared/i18n/en/first.ts'
import { en } from '#shared/i18n/en/index.ts'

const sources = Object.entries(
  import.meta.glob<string>(['../**/*.ts', '../**/*.tsx', '!../**/*.test.*'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
)

/** Attributes that are shown or read by a screen reader. */
const spoken = new Set(['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'aria-valuetext', 'label'])
const hasLetters = (text: string) => /\p{Letter}/u.test(text)

interface Found {
  /** Texts that are written in the code instead of the catalogues. */
  words: string[]
  /** Keys of the catalogues that are used as string literals. */
  keys: string[]
  /** The first step of every key, also of those put together: `library`. */
  areas: string[]
  /** Modules that are loaded with it. */
  imports: string[]
}

function look(file: string, source: string): Found {
  const found: Found = { words: [], keys: [], areas: [], imports: [] }
  const { program, errors } = parseSync(file, source)
  expect(errors).toEqual([])
  const literal = (node: { type: string } | null | undefined): string => {
    if (node?.type === 'JSXExpressionContainer' && 'expression' in node) return literal(node.expression as typeof node)
    if (node?.type === 'Literal' && 'value' in node && typeof node.value === 'string') return node.value
    if (node?.type === 'TemplateLiteral' && 'quasis' in node)
      return (node.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw).join('')
    return ''
  }
  const note = (text: string) => {
    if (hasLetters(text)) found.words.push(`${file}: ${text.trim()}`)
  }
  new Visitor({
    JSXElement: ({ children }) => {
      for (const child of children)
        if (child.type !== 'JSXElement') note(child.type === 'JSXText' ? child.value : literal(child))
    },
    JSXFragment: ({ children }) => {
      for (const child of children) note(child.type === 'JSXText' ? child.value : literal(child))
    },
    JSXAttribute: ({ name, value }) => {
      if (name.type === 'JSXIdentifier' && spoken.has(name.name)) note(literal(value))
    },
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type !== 'Identifier' || callee.name !== 't') return
      if (first?.type === 'Literal' && typeof first.value === 'string') found.keys.push(first.value)
      const area = literal(first).split('.')[0]
      if (area) found.areas.push(area)
    },
    ImportDeclaration: ({ importKind, source }) => {
      if (importKind !== 'type') found.imports.push(source.value)
    },
  }).visit(program)
  return found
}

/** What a failure shows, which comes later. */
const shownWithFailures = new Set(['ui/ProblemView.tsx', 'ui/problem-text.ts'])

const plain = /^(\d|example|[\d.:]+$)/

test('no text is written in the code: all texts come from the catalogues', () => {
  const words = sources
    .filter(([file]) => file.endsWith('.tsx'))
    .flatMap(([file, source]) => look(file, source).words)
    .filter((text) => !plain.test(text.slice(text.indexOf(': ') + 2)))
  expect(words).toEqual([])
})

test('lists and labels are separated as the language does', () => {
  const joined = sources
    .filter(([, source]) => /join\((['"`])(?:, |、)\1\)|\}: \$\{/.test(source))
    .map(([file]) => file)
  // Figures of a vector, in the form in which they are copied, and a message for the log.
  expect(joined).toEqual(['../features/playground/results/VectorView.tsx', '../host/problem.ts'])
})

test('the search finds texts in every position', () => {
  const source = `const a = <p title="One" alt={'Two'}>Three {'Four'} {\`Five \${x}\`} {t('no.such')} <b aria-label={t('x')}>·</b></p>`
  const { words, keys } = look('probe.tsx', source)
  expect(words.map((text) => text.slice(text.indexOf(': ') + 2)).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'Five',
    'Four',
    'One',
    'Three',
    'Two',
  ])
  expect(keys).toEqual(['no.such', 'x'])
})

test('every key used as a literal is in the catalogues', () => {
  const keys = new Set(sources.flatMap(([file, source]) => look(file, source).keys))
  expect(keys.size).toBeGreaterThan(50)
  const missing = [...keys].filter((key) => {
    const steps = key.split('.')
    const last = steps.pop() ?? ''
    const node = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], en)
    return typeof node !== 'object' || node === null || !(last in node || `${last}_other` in node)
  })
  expect(missing).toEqual([])
})

test('the first paint needs no text that is loaded after it', () => {
  const resolve = (name: string, from: string) => new URL(name, `file:///${from}`).pathname.slice(1)
  const files = new Map(sources.map(([file, source]) => [resolve(file, 'app/'), source]))
  const seen = new Set<string>()
  const used: string[] = []
  const visit = (file: string) => {
    const source = files.get(file)
    if (source === undefined || seen.has(file)) return
    seen.add(file)
    const { areas, imports } = look(file, source)
    used.push(...areas.map((area) => `${file}: ${area}`))
    // `ui/index.ts` names all controls, of which only the used ones are loaded.
    if (!file.startsWith('ui/')) for (const name of imports) if (name.startsWith('.')) visit(resolve(name, file))
  }
  visit('main.tsx')
  for (const file of files.keys()) if (file.startsWith('ui/') && !shownWithFailures.has(file)) visit(file)
  expect(seen.size).toBeGreaterThan(80)
  expect(used.filter((use) => !Object.keys(first).some((area) => use.endsWith(`: ${area}`)))).toEqual([])
})
