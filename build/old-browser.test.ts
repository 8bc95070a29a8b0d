import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'

const page = fileURLToPath(new URL('../renderer', import.meta.url))
const script = readFileSync(path.join(page, 'public/old-browser.js'), 'utf8')

/** What the body shows after the script ran in a browser with these features and, later, this error. */
function shown(changes: object = {}, language = 'en', error?: Error) {
  const body = {
    texts: [] as { textContent: string; lang: string }[],
    set textContent(_: string) {
      this.texts = []
    },
    appendChild(text: { textContent: string; lang: string }) {
      this.texts.push(text)
    },
  }
  let fail = (_: { error: Error }) => {}
  const window = {
    CSS: { supports: () => true },
    addEventListener: (_: string, listener: typeof fail) => (fail = listener),
  }
  runInNewContext(script, {
    window,
    CSS: window.CSS,
    SyntaxError,
    structuredClone,
    navigator: { language },
    getComputedStyle: () => ({ backgroundColor: 'rgb(1, 2, 3)' }),
    document: {
      body,
      createElement: () => ({ style: {}, setAttribute: () => {} }),
      getElementById: () => ({ firstChild: null }),
    },
    ...changes,
  })
  if (error) fail({ error })
  return body.texts.map(({ textContent, lang }) => [lang, textContent])
}

it('comes before the modules, without a module, and without syntax of its century', () => {
  const html = readFileSync(path.join(page, 'index.html'), 'utf8')
  const at = html.indexOf('<script vite-ignore src="./old-browser.js"></script>')
  expect(at).toBeGreaterThan(html.indexOf('<link rel="stylesheet"'))
  expect(html.indexOf('type="module"')).toBeGreaterThan(at)
  const code = script.replace(/'[^']*'|\/\*[^]*?\*\/|\/\/.*/g, '')
  expect(code.match(/=>|`|\?\.|\?\?|\b(?:const|let|class|async|import|of)\b/g)).toBeNull()
})

it('says nothing in a browser that has what the page needs', () => {
  expect(shown()).toEqual([])
  expect(shown({}, 'en', new TypeError('a fault of the page'))).toEqual([])
})

it.each([
  ['no container queries', { window: { CSS: { supports: () => false } }, CSS: { supports: () => false } }],
  ['no CSS object', { window: {} }],
  ['no structured clone', { structuredClone: undefined }],
  ['a theme without colours', { getComputedStyle: () => ({ backgroundColor: 'rgba(0, 0, 0, 0)' }) }],
])('says one sentence in a browser with %s', (_, changes) => {
  expect(shown(changes)).toEqual([['en', expect.stringMatching(/^This browser is too old for Corral: [^.]+\.$/)]])
  expect(shown(changes, 'zh-TW')).toEqual([['zh', expect.stringMatching(/^此浏览器版本过旧[^。]+。$/)]])
})

it('says it where a script has newer syntax', () => {
  expect(shown({}, 'en', new SyntaxError('Unexpected token'))).toHaveLength(1)
})
