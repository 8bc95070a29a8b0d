/** The markers of a model's chat format. */
export interface Turns {
  /** Before a turn. */
  open: (role: string) => string
  close: string
  /** The name of the assistant's role. */
  assistant?: string
  /** Around a tool call, if supported. */
  call?: [string, string]
  /** Around thinking, if supported. */
  thought?: [string, string]
  /** For the gap of fill-in-the-middle, if supported. */
  hole?: { prefix: string; suffix: string; middle: string }
}

const tools = (open: string, [from, to]: [string, string], close: string) => `
{{- if .Tools }}${open}These functions can be called, each told as JSON:
{{ range .Tools }}{{ .Function }}
{{ end }}Call one with ${from}{"name": "its name", "arguments": {}}${to} and nothing else.${close}
{{ end }}`

/** A Go template for the chat format of a model. Its texts are written for Corral. */
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

/** Ollama's default, also of embedding models. */
export const plainTemplate = '{{ .Prompt }}'
