import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder: string

/** Files with one import each, checked with the lint rules of this repository. */
const files: Record<string, string> = {
  'shared/domain/electron.ts': "import '../../electron/core/app.ts'",
  'shared/domain/react.ts': "import { createElement } from 'react'\nexport { createElement }",
  'shared/domain/node.ts': "import { readFileSync } from 'node:fs'\nexport { readFileSync }",
  'shared/domain/fine.ts':
    "import { z } from 'zod'\nimport { contract } from '#shared/contract/index.ts'\nexport { z, contract }",
  'renderer/app/core.ts': "import { openApp } from '../../electron/core/app.ts'\nexport { openApp }",
  'renderer/app/type.ts': "import type { App } from '../../electron/core/app.ts'\nexport type { App }",
  'renderer/app/late.ts': "export const load = () => import('../../electron/core/app.ts')",
  'renderer/app/again.ts': "export { openApp } from '../../electron/core/app.ts'",
  'renderer/app/electron.ts': "import { ipcRenderer } from 'electron'\nexport { ipcRenderer }",
  'renderer/app/node.ts': "import { join } from 'node:path'\nexport { join }",
  'renderer/app/server.ts': "import { implement } from '@orpc/server'\nexport { implement }",
  'renderer/app/fine.ts': "import { contract } from '#shared/contract/index.ts'\nexport { contract }",
  'electron/core/electron.ts': "import { app } from 'electron'\nexport { app }",
  'electron/core/shell.ts': "import { openTray } from '../shell/tray.ts'\nexport { openTray }",
  'electron/core/sandbox.ts': "import { startSandbox } from '../sandbox/server.ts'\nexport { startSandbox }",
  'electron/core/web.ts': "import { openWebServer } from '../web/web-server.ts'\nexport { openWebServer }",
  'electron/core/page.ts': "import { page } from '../../renderer/main.tsx'\nexport { page }",
  'electron/core/fetch.ts': "export const get = () => fetch('http://127.0.0.1')",
  'electron/core/timer.ts': 'export const wait = () => setTimeout(() => {}, 1)',
  'electron/core/fine.ts': "import { contract } from '#shared/contract/index.ts'\nexport { contract }",
  'electron/web/electron.ts': "import { app } from 'electron'\nexport { app }",
  'electron/sandbox/electron.ts': "import { app } from 'electron'\nexport { app }",
  'electron/check/electron.ts': "import { app } from 'electron'\nexport { app }",
  'electron/platform/electron.ts': "import { app } from 'electron'\nexport { app }",
  'electron/serve.ts': "import { app } from 'electron'\nexport { app }",
  'electron/shell/fine.ts': "import { app } from 'electron'\nexport { app }",
  'electron/shell/page.ts': "import { page } from '../../renderer/main.tsx'\nexport { page }",
}

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))
  const rules = JSON.parse(readFileSync(path.join(root, '.oxlintrc.json'), 'utf8')) as Record<string, unknown>
  writeFileSync(path.join(folder, '.oxlintrc.json'), JSON.stringify({ ...rules, options: { typeAware: false } }))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), `${text}\n`)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('every import across a boundary is found, and no other', () => {
  const { stdout } = spawnSync(process.execPath, [path.join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] }
  const found = diagnostics
    .filter(({ code }) => /no-restricted-(imports|globals)/.test(code))
    .map(({ filename }) => filename.replaceAll('\\', '/'))
  const wanted = Object.keys(files).filter((file) => !file.endsWith('fine.ts'))
  expect([...new Set(found)].toSorted()).toEqual(wanted.toSorted())
})
