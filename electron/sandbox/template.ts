import { Refusal } from './http/refusal.ts'

/**
 * Refuses a template that Go's parser would refuse: an action that is not closed, or unbalanced blocks.
 */
export function checkTemplate(text: string): void {
  const fail = (reason: string) => new Refusal(400, `template error: template: :1: ${reason}`)
  const actions = text.split('{{').slice(1)
  let depth = 0
  for (const action of actions) {
    const end = action.indexOf('}}')
    if (end < 0) throw fail('unclosed action')
    const [word = ''] = action.slice(0, end).replace(/^-\s/, '').trim().split(/\s/)
    if (['if', 'range', 'with', 'block', 'define'].includes(word)) depth++
    if (word === 'end' && --depth < 0) throw fail('unexpected {{end}}')
    if (word === 'else' && depth === 0) throw fail('unexpected {{else}}')
  }
  if (depth > 0) throw fail('unexpected EOF')
}
