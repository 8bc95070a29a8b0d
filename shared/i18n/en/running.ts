export const running = {
  title: 'Running',
} as const
