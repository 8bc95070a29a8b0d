/** One sentence of our own for each kind of licence. */
export const licenses = {
  apache: 'Apache License 2.0: use, change and share it, keep the notices and say what you changed; no warranty.',
  mit: 'MIT License: use, change and share it, keep the notice; no warranty.',
  llama: 'Llama Community License: free to use within its acceptable use policy; very large services ask first.',
  llamaPolicy: 'Llama Acceptable Use Policy: not for what is unlawful, harmful or deceptive.',
  gemma: 'Gemma Terms of Use: free to use and share within the prohibited use policy, which is passed on with it.',
  minicpm: 'MiniCPM Model License: free for research, and for business after registration.',
} as const
