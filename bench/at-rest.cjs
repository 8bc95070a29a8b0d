// Corral as it is, watched from within: a driver from without would keep its page awake. Prints one line of JSON.
const { setTimeout: pause } = require('node:timers/promises')
const { app, BrowserWindow } = require('electron')

require('../out/electron/main.cjs')

/** So long after the last thing that was done rest begins, and so long it is watched, in milliseconds. */
const SETTLE = 8000
const REST = 60_000

/** @param {Electron.WebContents} page */
async function scriptsOf(page) {
  const { metrics } = await page.debugger.sendCommand('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000
}

/** @param {Electron.WebContents} page */
async function rest(page) {
  await pause(SETTLE)
  // The first call begins the time that the second one tells of.
  app.getAppMetrics()
  const before = await scriptsOf(page)
  await pause(REST)
  return { processes: app.getAppMetrics(), scripts: (await scriptsOf(page)) - before }
}

void app.whenReady().then(async () => {
  while (!BrowserWindow.getAllWindows()[0]?.isVisible()) await pause(50)
  const [window] = BrowserWindow.getAllWindows()
  const page = window.webContents
  page.debugger.attach()
  await page.debugger.sendCommand('Performance.enable')
  const seen = await rest(page)
  window.hide()
  const hidden = await rest(page)
  console.log(JSON.stringify({ seen, hidden }))
})
