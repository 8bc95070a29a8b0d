import os from 'node:os'
import { defineConfig } from 'vitest/config'

const common = { pool: 'forks', restoreMocks: true } as const

/** The same specs in window and browser. They share a screen and two small machines' cores: one file at a time. */
const e2e = (name: string, target: 'web' | 'window', other: string[]) => ({
  test: {
    ...common,
    name,
    include: ['e2e/**/*.spec.ts'],
    // Some things only one of them has.
    exclude: other.map((spec) => `e2e/${spec}.spec.ts`),
    globalSetup: ['e2e/setup.ts'],
    env: { CORRAL_E2E_TARGET: target },
    fileParallelism: false,
    // After the unit tests.
    sequence: { groupOrder: 1 },
    // Two processes and a desktop share two cores: what fails once and then passes is told as a retry.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
          // By default one core is left to vitest itself, which on two cores makes all files wait for each other.
          maxWorkers: Math.max(2, os.availableParallelism() - 1),
          sequence: { groupOrder: 0 },
          // Style sheets are read as they are: a test computes the contrast of the theme's colours.
          css: true,
        },
      },
      e2e('browser', 'web', ['window', 'desktop*', 'dist']),
      // What these look at is the page's and the core's alone, the same in window and browser.
      e2e('window', 'window', [
        'start',
        'browser',
        'hosts',
        'library-many',
        'inspector-odd',
        'old-server',
        'odd-server',
        'clipped-figures',
        'transfers',
        'pull-size',
        'pull-parts',
        'push',
      ]),
    ],
  },
})
