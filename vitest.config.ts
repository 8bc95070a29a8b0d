import os from 'node:os'
import { defineConfig } from 'vitest/config'

const common = { pool: 'forks', restoreMocks: true } as const

/** The same specs in window and browser, so many files at a time. */
const e2e = (name: string, target: 'web' | 'window', files: number, groupOrder: number, other: string[]) => ({
  test: {
    ...common,
    name,
    include: ['e2e/**/*.spec.ts'],
    // Some things only one of them has.
    exclude: other.map((spec) => `e2e/${spec}.spec.ts`),
    globalSetup: ['e2e/setup.ts'],
    env: { CORRAL_E2E_TARGET: target },
    maxWorkers: files,
    sequence: { groupOrder },
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
          maxWorkers: Number(process.env['CORRAL_UNIT_WORKERS']) || Math.max(2, os.availableParallelism() - 1),
          sequence: { groupOrder: 0 },
          // Style sheets are read as they are: a test computes the contrast of the theme's colours.
          css: true,
        },
      },
      // Most of a spec is waiting for servers and fades, and each browser has a focus of its own.
      e2e('browser', 'web', 2, 1, ['window', 'desktop*', 'dist']),
      // What these look at is the page's and the core's alone, the same in window and browser.
      // Windows share one screen, and its focus.
      e2e('window', 'window', 1, 2, [
        'start',
        'browser',
        'hosts',
        'library-many',
        'inspector-odd',
        'old-server',
        'odd-server',
        'clipped-texts',
        'transfers',
        'pull-size',
        'pull-parts',
        'push',
      ]),
    ],
  },
})
