// Runs Corral and measures it from within, since an external driver keeps its page awake. Prints one line of JSON.
const { setTimeout: pause } = require('node:timers/promises')
const { app, BrowserWindow } = require('electron')

require('../out/electron/main.cjs')

/** Milliseconds until Corral counts as idle, and milliseconds it is then measured. */
const SETTLED_AFTER = 8000
const MEASURED = 60_000

/** @param {Electron.WebContents} page */
async function scriptsOf(page) {
  const { metrics } = await page.debugger.sendCommand('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000
}

/** @param {Electron.WebContents} page */
async function idle(page) {
  await pause(SETTLED_AFTER)
  // The second call reports the time since the first.
  app.getAppMetrics()
  const before = await scriptsOf(page)
  await pause(MEASURED)
  return { processes: app.getAppMetrics(), scripts: (await scriptsOf(page)) - before }
}

void app.whenReady().then(async () => {
  while (!BrowserWindow.getAllWindows()[0]?.isVisible()) await pause(50)
  const [window] = BrowserWindow.getAllWindows()
  const page = window.webContents
  page.debugger.attach()
  await page.debugger.sendCommand('Performance.enable')
  const seen = await idle(page)
  window.hide()
  const hidden = await idle(page)
  console.log(JSON.stringify({ seen, hidden }))
})
