/** How a model marks whose turn it is. */
export interface Turns {
  /** What stands before a turn. */
  open: (role: string) => string
  close: string
  /** The model's own name for itself. */
  assistant?: string
  /** What marks a call of a function, where the model knows them. */
  call?: [string, string]
  /** What marks thought, where the model thinks aloud. */
  thought?: [string, string]
  /** What marks the hole to fill in, where the model completes code. */
  hole?: { prefix: string; suffix: string; middle: string }
}

const tools = (open: string, [from, to]: [string, string], close: string) => `
{{- if .Tools }}${open}These functions can be called, each told as JSON:
{{ range .Tools }}{{ .Function }}
{{ end }}Call one with ${from}{"name": "its name", "arguments": {}}${to} and nothing else.${close}
{{ end }}`

/** A template in Go's language with the turns of a model. The words in it are ours. */
export function chatTemplate({ open, close, assistant = 'assistant', call, thought, hole }: Turns): string {
  const thinking = thought ? `{{ if and .Thinking $last }}${thought[0]}{{ .Thinking }}${thought[1]}\n{{ end }}` : ''
  const calls = call
    ? `{{ range .ToolCalls }}${call[0]}{"name": "{{ .Function.Name }}", "arguments": {{ .Function.Arguments }}}${call[1]}
{{ end }}`
    : ''
  const result = call ? `\n{{- else if eq .Role "tool" }}${open('tool')}{{ .Content }}${close}` : ''
  const body = `{{- if .System }}${open('system')}{{ .System }}${close}
{{ end }}${call ? tools(open('system'), call, close) : ''}
{{- range $i, $_ := .Messages }}
{{- $last := eq (len (slice $.Messages $i)) 1 }}
{{- if eq .Role "user" }}${open('user')}{{ .Content }}${close}
{{- else if eq .Role "assistant" }}${open(assistant)}${thinking}${calls}{{ .Content }}${close}${result}
{{- end }}
{{ end }}${open(assistant)}`
  if (!hole) return body
  return `{{- if .Suffix }}${hole.prefix}{{ .Prompt }}${hole.suffix}{{ .Suffix }}${hole.middle}{{ else }}${body}{{ end }}`
}

export const chatMl: Turns = {
  open: (role) => `<|im_start|>${role}\n`,
  close: '<|im_end|>',
  call: ['<tool_call>', '</tool_call>'],
}

export const llamaTurns: Turns = {
  open: (role) => `<|start_header_id|>${role}<|end_header_id|>\n\n`,
  close: '<|eot_id|>',
  call: ['<|python_tag|>', ''],
}

export const gemmaTurns: Turns = {
  open: (role) => `<start_of_turn>${role === 'system' ? 'user' : role}\n`,
  close: '<end_of_turn>',
  assistant: 'model',
}

export const deepseekTurns: Turns = {
  open: (role) => ({ user: '<｜User｜>', assistant: '<｜Assistant｜>' })[role] ?? '',
  close: '',
  thought: ['<think>', '</think>'],
}

export const mistralTurns: Turns = {
  open: (role) => ({ user: '[INST]', system: '[SYSTEM_PROMPT]', tool: '[TOOL_RESULTS]' })[role] ?? '',
  close: '',
  call: ['[TOOL_CALLS]', ''],
}

export const phiTurns: Turns = { open: (role) => `<|${role}|>`, close: '<|end|>', call: ['<|tool_call|>', ''] }

export const graniteTurns: Turns = {
  open: (role) => `<|start_of_role|>${role}<|end_of_role|>`,
  close: '<|end_of_text|>',
  call: ['<|tool_call|>', ''],
  thought: ['<think>', '</think>'],
}

/** What Ollama falls back to, and what embedding models have. */
export const plainTemplate = '{{ .Prompt }}'
