import { defineConfig } from 'vitest/config'

const shared = { pool: 'forks' as const, restoreMocks: true }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})
