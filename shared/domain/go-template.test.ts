import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { templateFacts, templatePieces } from './go-template.ts'

const shape = (template: string) => templatePieces(template).map(({ kind, text }) => `${kind} ${text}`)

const llama = `{{- if .System }}<|start_header_id|>system<|end_header_id|>

{{ .System }}<|eot_id|>{{- end }}
{{- range $i, $_ := .Messages }}
{{- $last := eq (len (slice $.Messages $i)) 1 }}
{{- if eq .Role "user" }}<|start_header_id|>user<|end_header_id|>
{{- if and $.Tools $last }}{{ json $.Tools }}{{ end }}
{{ .Content }}<|eot_id|>
{{- else if eq .Role \`tool\` }}{{ .Content }}{{ end }}{{ end }}<|start_header_id|>assistant<|end_header_id|>`

describe('templatePieces', () => {
  it('distinguishes text, control tokens and actions', () => {
    expect(shape('Hi {{ .Prompt }}<|end|>\n')).toEqual([
      'text Hi ',
      'delimiter {{',
      'other  ',
      'field .Prompt',
      'other  ',
      'delimiter }}',
      'mark <|end|>',
      'text \n',
    ])
  })

  it('reads the content of an action', () => {
    expect(shape('{{- $x := printf "%d}}" 12.5 | len -}}').filter((piece) => !/^other\s*$/.test(piece))).toEqual([
      'delimiter {{-',
      'variable $x',
      'other  := ',
      'function printf',
      'string "%d}}"',
      'number 12.5',
      'other  | ',
      'function len',
      'delimiter -}}',
    ])
    expect(
      shape('{{/* a }} comment */}}{{ if eq $.A.B `x` }}{{end}}').filter((piece) => !/^other\s*$/.test(piece)),
    ).toEqual([
      'delimiter {{',
      'comment /* a }} comment */',
      'delimiter }}',
      'delimiter {{',
      'keyword if',
      'function eq',
      'field $.A.B',
      'string `x`',
      'delimiter }}',
      'delimiter {{',
      'keyword end',
      'delimiter }}',
    ])
  })

  it('reads a dash as trimming only before white space', () => {
    expect(shape('{{-3}}')).toEqual(['delimiter {{', 'number -3', 'delimiter }}'])
  })

  it('accepts an action that never ends', () => {
    expect(shape('a {{ if "x')).toEqual(['text a ', 'delimiter {{', 'other  ', 'keyword if', 'other  "', 'function x'])
  })

  it('joins to the template again', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '-',
      ' ',
      '"',
      '`',
      "'",
      '\\',
      '/*',
      '*/',
      '$',
      '.',
      'a',
      'if',
      '1',
      '\n',
      '<|x|>',
      '字',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((parts) => parts.join('')),
          fc.string(),
        ),
        (template) => {
          expect(
            templatePieces(template)
              .map(({ text }) => text)
              .join(''),
          ).toBe(template)
        },
      ),
      { numRuns: 2000 },
    )
    expect(
      templatePieces(llama)
        .map(({ text }) => text)
        .join(''),
    ).toBe(llama)
  })
})

describe('templateFacts', () => {
  it('lists what is given, the roles and the functions', () => {
    expect(templateFacts(templatePieces(llama))).toEqual({
      variables: ['System', 'Messages', 'Tools'],
      roles: ['system', 'user', 'tool', 'assistant'],
      functions: ['json'],
    })
  })

  it('finds a role on either side of the field, and none in a sentence', () => {
    expect(templateFacts(templatePieces('{{ if ne "tool" .Role }}the user asks{{ end }}')).roles).toEqual(['tool'])
    expect(templateFacts(templatePieces('{{ .Prompt }}'))).toEqual({ variables: ['Prompt'], roles: [], functions: [] })
  })
})
