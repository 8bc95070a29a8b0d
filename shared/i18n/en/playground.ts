export const playground = {
  title: 'Embedding playground',
} as const
