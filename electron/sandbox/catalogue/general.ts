/** The `general.*` metadata of a published model. */
export function general(
  basename: string,
  sizeLabel: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { basename, size_label: sizeLabel, type: 'model', ...more }
}

/** One sentence, written for Corral, for each kind of licence. */
export const licenses = {
  apache: 'Apache License 2.0: use, change and share it, keep the notices and say what you changed; no warranty.',
  mit: 'MIT License: use, change and share it, keep the notice; no warranty.',
  llama: 'Llama Community License: free to use within its acceptable use policy; very large services ask first.',
  llamaPolicy: 'Llama Acceptable Use Policy: not for what is unlawful, harmful or deceptive.',
  gemma: 'Gemma Terms of Use: free to use and share within the prohibited use policy, which is passed on with it.',
  minicpm: 'MiniCPM Model License: free for research, and for business after registration.',
} as const
