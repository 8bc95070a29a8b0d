import os from 'node:os'
import { defineConfig } from 'vitest/config'
import { hasOwnDisplays } from './build/window.mjs'

const common = { pool: 'forks', restoreMocks: true } as const

/** Unit tests that replace modules or globals, or read the state of a module as it is at its start. */
const isolated = [
  'electron/sandbox/generations',
  'electron/shell/{port,quitting,scheme,updates}',
  'renderer/app/{now,page-work}',
  'renderer/features/playground/saved/restore',
  'shared/domain/schedule',
].map((file) => `${file}.test.ts`)

const unit = {
  ...common,
  testTimeout: 20_000,
  // By default one core is left to vitest itself, which on two cores makes all files wait for each other.
  maxWorkers: Math.max(2, os.availableParallelism() - 1),
  sequence: { groupOrder: 0 },
  // Style sheets are read as they are: a test computes the contrast of the theme's colours.
  css: true,
}

/** The same specs in window and browser. */
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
          ...unit,
          name: 'unit',
          include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx}'],
          exclude: isolated,
          // A process and the import of all modules for each file take as long as the tests.
          isolate: false,
        },
      },
      { test: { ...unit, name: 'unit-isolated', include: isolated } },
      // Most of a spec is waiting for servers and fades, and each browser has a focus of its own.
      e2e('browser', 'web', 2, 1, ['window', 'desktop*', 'dist']),
      // What these look at is the page's and the core's alone, the same in window and browser.
      // Windows on the user's display share its focus.
      e2e('window', 'window', hasOwnDisplays ? 2 : 1, hasOwnDisplays ? 1 : 2, [
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
