import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { skipped, target } from './corral.ts'
import { DISCARD_AFTER } from '../electron/shell/discard.ts'
import {
  answer,
  canNotify,
  chooseInTray,
  eachOnItsOwn,
  hurryTimers,
  pathWithTray,
  seen,
  startAgain,
} from './desktop.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped || target === 'web')('closing, quitting and crashes', () => {
  const { page, electron, sandboxUrl, start, windowIs } = eachOnItsOwn()
  const pull = async () => {
    await partsOf(page()).pull('mistral:7b')
    await partsOf(page()).place('Transfers').click()
    await page().getByText(/MB\/s/).first().waitFor()
  }
  const closeWindow = () => electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

  it('is hidden when closed, if there is a tray, and says so once', async ({ skip }) => {
    await start({ closing: 'background' }, { PATH: pathWithTray(true) })
    skip(!(await canNotify(electron())), 'this system shows no notifications')
    await closeWindow()
    await expect.poll(windowIs).toMatchObject({ visible: false })
    await expect
      .poll(async () => (await seen(electron())).notifications)
      .toMatchObject([{ title: 'Corral keeps running in the tray' }])
    await partsOf(page()).row('llama3.2:latest').focus()
    await page().keyboard.press('l')
    await chooseInTray(electron(), 'Open Corral')
    await expect.poll(windowIs).toMatchObject({ visible: true })
    await closeWindow()
    await expect.poll(windowIs).toMatchObject({ visible: false })
    expect((await seen(electron())).notifications).toHaveLength(1)
  })

  it('discards the page of a window that stays hidden, and comes back where it was', async () => {
    const dataFolder = await start({ closing: 'background' }, { PATH: pathWithTray(true) })
    await hurryTimers(electron(), { [DISCARD_AFTER]: 100 })
    const windows = () => electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    await pull()
    await page().getByRole('button', { name: 'Pull model' }).first().click()
    const dialog = page().getByRole('dialog', { name: 'Pull a model' })
    await dialog.waitFor()
    await closeWindow()
    await expect.poll(windowIs).toMatchObject({ visible: false })
    // What the dialog was filled with would be lost.
    await page().waitForTimeout(1000)
    expect(await windows()).toBe(1)
    await chooseInTray(electron(), 'Open Corral')
    await expect.poll(windowIs).toMatchObject({ visible: true })
    await dialog.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await closeWindow()
    await expect.poll(windows).toBe(0)

    const opened = electron().waitForEvent('window')
    await chooseInTray(electron(), 'Open Corral')
    const again = await opened
    await again.getByRole('heading', { level: 1, name: 'Transfers' }).waitFor()
    await again.getByText(/MB\/s/).first().waitFor()
    await expect.poll(windowIs).toMatchObject({ visible: true })
    expect((await seen(electron())).questions).toEqual([])

    // A link opens the window, too, and is not lost with the page that was discarded.
    await closeWindow()
    await expect.poll(windows).toBe(0)
    const byLink = electron().waitForEvent('window')
    expect(await startAgain(dataFolder, 'corral://pull/qwen3:0.6b')).toBe(0)
    const linked = await byLink
    const asked = linked.getByRole('dialog', { name: 'Pull a model' })
    expect(await asked.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('qwen3:0.6b')
    await linked.keyboard.press('Escape')
    await linked.getByRole('heading', { level: 1, name: 'Transfers' }).waitFor()
    await expect.poll(windowIs).toMatchObject({ visible: true })

    await closeWindow()
    await expect.poll(windows).toBe(0)
    const bySecond = electron().waitForEvent('window')
    expect(await startAgain(dataFolder)).toBe(0)
    await (await bySecond).getByRole('heading', { level: 1, name: 'Transfers' }).waitFor()
  })

  it('is minimised when closed, if there is no tray', async ({ skip }) => {
    await start({ closing: 'background' }, { PATH: pathWithTray(false) })
    skip(!(await canNotify(electron())), 'this system shows no notifications')
    await closeWindow()
    await expect
      .poll(async () => (await seen(electron())).notifications)
      .toMatchObject([{ title: 'Corral keeps running, minimised' }])
    expect(await electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('asks before quitting interrupts a transfer, and keeps what was downloaded', async () => {
    const dataFolder = await start()
    await pull()
    await closeWindow()
    await expect
      .poll(async () => (await seen(electron())).questions)
      .toMatchObject([
        {
          message: '1 transfer is running. Quit Corral?',
          detail: expect.stringContaining('stays on the server') as string,
          buttons: ['Quit', 'Keep running'],
        },
      ])
    await page().getByText(/MB\/s/).first().waitFor()
    expect(await windowIs()).toMatchObject({ visible: true })

    const ended = new Promise((resolve) => electron().process().once('exit', resolve))
    await answer(electron(), 0)
    await closeWindow().catch(() => {})
    expect(await ended).toBe(0)
    expect(existsSync(path.join(dataFolder, 'corral.lock'))).toBe(false)

    // Another attempt resumes from what was downloaded.
    const again = await fetch(`${sandboxUrl()}/api/pull`, {
      method: 'POST',
      body: JSON.stringify({ model: 'mistral:7b' }),
    })
    let text = ''
    for await (const chunk of again.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString()
      if (text.includes('"completed"')) break
    }
    expect(Number(/"completed":(\d+)/.exec(text)?.[1])).toBeGreaterThan(1e6)
  })

  it('ends by a signal without a question', async () => {
    const dataFolder = await start()
    await pull()
    const ended = new Promise((resolve) =>
      electron()
        .process()
        .once('exit', (...how) => resolve(how)),
    )
    electron().process().kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(existsSync(path.join(dataFolder, 'corral.lock'))).toBe(false)
  })

  it('offers to reload a crashed page, while its pull continues', async () => {
    await start()
    await pull()
    await answer(electron(), 0)
    const loaded = electron().evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => BrowserWindow.getAllWindows()[0]?.webContents.once('did-finish-load', resolve)),
    )
    await electron().evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    )
    await expect
      .poll(async () => (await seen(electron())).questions)
      .toMatchObject([{ message: 'The window crashed', buttons: ['Reload', 'Close'] }])
    await loaded
    const heard = await electron().evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`new Promise((resolve) => {
        const look = () => {
          const place = [...document.querySelectorAll('nav button')].find((button) => button.textContent.startsWith('Transfers'))
          place?.click()
          const text = document.querySelector('main')?.textContent ?? ''
          if (/MB\\/s/.test(text)) resolve(text)
          else setTimeout(look, 50)
        }
        look()
      })`) as Promise<string>,
    )
    expect(heard).toContain('mistral')
  })

  it('logs an internal error, reports it once and continues', async () => {
    const dataFolder = await start()
    await answer(electron(), 0)
    for (const secret of ['planted-one', 'planted-two'])
      await electron().evaluate((_electron, token) => {
        setTimeout(() => {
          throw new Error(`something with token=${token}`)
        })
      }, secret)
    const log = () => readFileSync(path.join(dataFolder, 'logs', 'corral.log'), 'utf8')
    await expect.poll(() => log().match(/something with token=…/g)?.length).toBeGreaterThanOrEqual(2)
    expect(log()).not.toContain('planted')
    const { questions } = await seen(electron())
    expect(questions.map(({ message }) => message)).toEqual(['Something in Corral went wrong'])
    await partsOf(page()).place('Running').click()
    await page().getByRole('heading', { name: 'Running', level: 1 }).waitFor()
  })
})
