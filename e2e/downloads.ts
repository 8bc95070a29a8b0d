import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'vitest'
import type { Corral } from './corral.ts'
import { testFolder } from './test-folder.ts'

/**
 * Saves files of the current test to a folder without asking, in the window or a browser.
 *
 * @returns waits for a file with this ending and reads it
 */
export async function catchDownloads({ page, electron }: Corral): Promise<(ending: string) => Promise<Buffer>> {
  const folder = testFolder('saved')
  if (electron)
    await electron.evaluate(({ session }, where) => {
      session.defaultSession.on('will-download', (_event, item) => item.setSavePath(`${where}/${item.getFilename()}`))
    }, folder)
  else page.on('download', (download) => void download.saveAs(path.join(folder, download.suggestedFilename())))
  return async (ending) => {
    const found = async () => (await readdir(folder)).find((name) => name.endsWith(ending)) ?? ''
    await expect.poll(found, { timeout: 12_000 }).not.toBe('')
    const file = path.join(folder, await found())
    // The file exists before it is complete.
    await expect.poll(async () => (await readFile(file)).length, { timeout: 12_000 }).toBeGreaterThan(0)
    let size = -1
    await expect
      .poll(async () => {
        const before = size
        size = (await readFile(file)).length
        return size === before
      })
      .toBe(true)
    return readFile(file)
  }
}
