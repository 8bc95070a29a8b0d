import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A temporary folder of the current test, which is removed when the test ends; `use` is part of its name. */
export function testFolder(use: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `corral-${use}-`))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
