// Runs Corral, or with `--empty` an empty window, and measures it from within, since an external driver keeps its page
// awake. With `--seen` it is measured only while its window is visible. Prints one line of JSON.
const { setTimeout: pause } = require('node:timers/promises')
const { app, BrowserWindow } = require('electron')

/** What Corral waits for, in milliseconds, until it discards the page of a hidden window, and what it waits for here. */
const DISCARD_AFTER = { really: 5 * 60_000, here: 1000 }
const after = globalThis.setTimeout
let isLeft = false

const isEmpty = process.argv.includes('--empty')
if (!isEmpty)
  globalThis.setTimeout = Object.assign(
    (act, ms, ...args) => after(act, isLeft && ms === DISCARD_AFTER.really ? DISCARD_AFTER.here : ms, ...args),
    after,
  )
require(isEmpty ? './empty-window.cjs' : '../out/electron/main.cjs')

/** Milliseconds until Corral counts as idle, and milliseconds it is then measured. */
const SETTLED_AFTER = 8000
const MEASURED = 60_000
/** Odd, so that the median is one of them. */
const COMEBACKS = 5

/** @param {Electron.WebContents} page */
async function scriptsOf(page) {
  const { metrics } = await page.debugger.sendCommand('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000
}

/** @param {() => Promise<number>} scripts the time that the scripts of a page ran until now, in milliseconds */
async function idle(scripts = async () => 0) {
  await pause(SETTLED_AFTER)
  // The second call reports the time since the first.
  app.getAppMetrics()
  const before = await scripts()
  await pause(MEASURED)
  return { processes: app.getAppMetrics(), scripts: (await scripts()) - before }
}

/** Milliseconds from the wish to see the window, after its page was discarded, until its first list is painted. */
async function comeBack() {
  const asked = Date.now()
  // As the tray's "Open Corral".
  app.emit('activate')
  const [{ webContents: page }] = BrowserWindow.getAllWindows()
  await new Promise((resolve) => page.once('dom-ready', resolve))
  const at = await page.executeJavaScript(`new Promise((say) => {
    const look = () => document.querySelector('[data-models] [role="row"]')
      ? requestAnimationFrame(() => setTimeout(() => say(Date.now())))
      : setTimeout(look, 2)
    look()
  })`)
  return at - asked
}

/** Discards the page of the window as if it had been hidden for long. */
async function discard() {
  isLeft = true
  const [window] = BrowserWindow.getAllWindows()
  window.show()
  window.hide()
  while (!window.isDestroyed()) await pause(50)
}

void app.whenReady().then(async () => {
  while (!BrowserWindow.getAllWindows()[0]?.isVisible()) await pause(50)
  const [window] = BrowserWindow.getAllWindows()
  if (isEmpty) return console.log(JSON.stringify({ seen: await idle() }))
  const page = window.webContents
  page.debugger.attach()
  await page.debugger.sendCommand('Performance.enable')
  const scripts = () => scriptsOf(page)
  const seen = await idle(scripts)
  if (process.argv.includes('--seen')) {
    const sidebar = await page.executeJavaScript(`document.querySelector('aside')?.innerText ?? ''`)
    return console.log(JSON.stringify({ seen, sidebar }))
  }
  window.hide()
  const hidden = await idle(scripts)
  page.debugger.detach()
  await discard()
  const tray = await idle()
  const back = []
  for (let time = 0; time < COMEBACKS; time++) {
    back.push(await comeBack())
    await pause(1000)
    await discard()
  }
  return console.log(JSON.stringify({ seen, hidden, tray, back }))
})
