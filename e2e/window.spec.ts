import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { display, launchCorral, skipped, target, type Corral } from './corral.ts'
import { chooseInMenu } from './desktop.ts'
import { partsOf } from './parts.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

describe.skipIf(skipped || target === 'web')('the window', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'] })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
  })
  afterAll(() => corral?.close())
  const main = () => corral.electron ?? expect.fail('no Electron')

  it('has no access to Node and the system, and neither has the panel', async () => {
    await chooseInMenu(main(), 'Quick view')
    await expect.poll(() => main().windows().length).toBe(2)
    const all = await main().evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => {
        // Not in the types: the options a page was really opened with.
        const contents = webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        return contents.getLastWebPreferences()
      }),
    )
    expect(all).toHaveLength(2)
    for (const preferences of all)
      expect(preferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
      })
    await main().evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().endsWith('panel.html'))
        ?.destroy(),
    )
  })

  it('gives the page nothing of Node or Electron, and nothing through its preload script', async () => {
    const found = await corral.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'corral'].filter(
        (name) => name in globalThis,
      ),
    )
    expect(found).toEqual([])
    // Compared with a page of the same origin without a preload script.
    const bare = await main().evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
      await window.loadURL('app://corral/nowhere').catch(() => {})
      const names = (await window.webContents.executeJavaScript('Object.getOwnPropertyNames(window)')) as string[]
      window.destroy()
      return names
    })
    expect(bare.length).toBeGreaterThan(500)
    const more = await corral.page.evaluate(() => Object.getOwnPropertyNames(window))
    // Numbers are frames and zod's entries are the page's own; anything else would come from the preload script.
    expect(more.filter((name) => !bare.includes(name) && !/^\d+$|^__zod_/.test(name))).toEqual([])
  })

  it('opens no other window and navigates to no other address', async () => {
    const before = corral.page.url()
    expect(await corral.page.evaluate(() => window.open('https://example.com') === null)).toBe(true)
    await corral.page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'https://example.com/'
      document.body.append(link)
      link.click()
      link.remove()
    })
    await corral.page.evaluate(() => {
      location.href = 'file:///etc/passwd'
    })
    await corral.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
    expect(corral.page.url()).toBe(before)
    expect(await main().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('gives a document its port once, and a frame none', async () => {
    const answers = await corral.page.evaluate(async () => {
      const heard: string[] = []
      window.addEventListener('message', (event) => {
        if (event.data === 'corral:port') heard.push('top')
      })
      window.postMessage('corral:want-port', location.origin)
      const frame = document.createElement('iframe')
      frame.src = '/'
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 700))
      frame.remove()
      return heard
    })
    expect(answers).toEqual([])
  })

  it('requests no permission it does not need', async () => {
    const denied = await corral.page.evaluate(async () => {
      const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state
      const camera = await navigator.mediaDevices?.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      )
      return { notifications: await state('notifications'), geolocation: await state('geolocation'), camera }
    })
    expect(denied.notifications).not.toBe('granted')
    expect(denied.geolocation).toBe('denied')
    expect(denied.camera ?? 'denied').toBe('denied')
  })

  it('answers its own scheme from the list of built files only', async () => {
    const statuses = await corral.page.evaluate(async () => {
      const seen: Record<string, string> = {}
      for (const path of ['../package.json', '%2e%2e/package.json', 'assets/..%5c..%5cpackage.json', 'nowhere.js'])
        seen[path] = await new Promise((resolve) => {
          const script = document.createElement('script')
          script.addEventListener('load', () => resolve('loaded'))
          script.addEventListener('error', () => resolve('refused'))
          script.src = `app://corral/${path}`
          document.head.append(script)
        })
      return seen
    })
    expect(new Set(Object.values(statuses))).toEqual(new Set(['refused']))
  })

  it('runs only its own scripts, loads no remote image and sends no request', async () => {
    const tried = await corral.page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.inline = true'
      document.head.append(script)
      const load = (made: HTMLElement, source: string) =>
        new Promise<string>((resolve) => {
          made.addEventListener('load', () => resolve('loaded'))
          made.addEventListener('error', () => resolve('refused'))
          made.setAttribute('src', source)
          document.body.append(made)
        })
      const asked = (url: string) =>
        fetch(url).then(
          () => 'asked',
          () => 'refused',
        )
      return {
        inline: 'inline' in window,
        remote: await load(document.createElement('script'), 'https://example.com/x.js'),
        picture: await load(new Image(), 'https://example.com/x.png'),
        data: await load(new Image(), 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='),
        plain: await asked('http://127.0.0.1:1/'),
        secure: await asked('https://example.com/'),
        own: await asked('/'),
        file: await asked('file:///etc/passwd'),
        beacon: navigator.sendBeacon('https://example.com/', 'x'),
      }
    })
    expect(tried).toMatchObject({
      inline: false,
      remote: 'refused',
      picture: 'refused',
      data: 'refused',
      plain: 'refused',
      secure: 'refused',
      own: 'refused',
      file: 'refused',
    })
    const evaluated = await corral.page.evaluate(
      // Later than the call itself, which runs through the debugger and is exempt from the policy.
      `new Promise((say) => setTimeout(() => { try { say(eval('1')) } catch { say('refused') } }))`,
    )
    expect(evaluated).toBe('refused')
  })

  it('contains no other page, embedded or framed', async () => {
    const held = await corral.page.evaluate(async () => {
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      const view = document.createElement('webview')
      view.setAttribute('src', 'https://example.com/')
      document.body.append(frame, view)
      await new Promise((resolve) => setTimeout(resolve, 300))
      const isElement = !('loadURL' in view)
      frame.remove()
      view.remove()
      return isElement
    })
    expect(held).toBe(true)
    expect(
      await main().evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => each.getType())),
    ).toEqual(['window'])
  })

  it('has a menu with working copy and paste, and no developer tools', async () => {
    const roles = await main().evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).flatMap(
        ({ submenu }) => submenu?.items.map(({ role }) => role ?? '') ?? [],
      ),
    )
    expect(roles).toEqual(expect.arrayContaining(['copy', 'paste', 'undo', 'selectall', 'togglefullscreen']))
    expect(roles.join(' ')).not.toContain('devtools')
  })

  it('runs once: a second start brings the first to the front and ends', async () => {
    await main().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    const found = inject('electron')
    const second = spawn('path' in found ? found.path : '', ['--no-sandbox', root, '--data', corral.dataFolder], {
      env: { ...process.env, DISPLAY: display },
      stdio: 'ignore',
    })
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
    await expect
      .poll(() => main().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
      .toBe(false)
    expect(await main().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

describe.skipIf(skipped || target === 'web')('closing and opening again', () => {
  it('keeps size, theme and host, and is named by the web server meanwhile', async () => {
    const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'corral-e2e-'))
    const first = await launchCorral({ args: ['--sandbox'], dataFolder })
    await partsOf(first.page).row('llama3.2:latest').waitFor()
    const other = spawn(process.execPath, [path.join(root, 'out/electron/serve.cjs'), '--data', dataFolder])
    let told = ''
    other.stderr.on('data', (chunk) => (told += String(chunk)))
    expect(await new Promise((resolve) => other.once('exit', resolve))).toBe(1)
    expect(told).toMatch(/its window, process \d+/)

    await first.electron?.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1000, height: 700 }),
    )
    await expect.poll(() => first.page.evaluate(() => window.innerWidth)).toBeLessThan(1100)
    const file = path.join(dataFolder, 'window.json')
    await expect
      .poll(() => JSON.parse(readFileSync(file, 'utf8')) as unknown, { timeout: 5000 })
      .toMatchObject({ value: { places: [{ bounds: { width: 1000 } }] } })
    await first.electron?.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1.25),
    )
    await expect.poll(() => first.page.evaluate(() => window.devicePixelRatio)).toBe(1.25)
    await first.close()

    const second = await launchCorral({ args: ['--sandbox'], dataFolder, size: null })
    const bounds = await second.electron?.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
    )
    expect(bounds).toMatchObject({ width: 1000, height: 700 })
    await expect.poll(() => second.page.evaluate(() => window.devicePixelRatio)).toBe(1.25)
    await second.close()
    await rm(dataFolder, { recursive: true, force: true })
  })
})
