// The smallest Electron app as a baseline: one window with one line of text.
const { app, BrowserWindow } = require('electron')

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false })
  window.once('ready-to-show', () => window.show())
  await window.loadURL('data:text/html,<p>Nothing')
  // As in Corral's page: a task queued in an animation frame runs once that frame is drawn.
  const at = await window.webContents.executeJavaScript(
    'new Promise((say) => requestAnimationFrame(() => setTimeout(() => say(Date.now()))))',
  )
  console.log(`painted ${Math.round(at - performance.timeOrigin)}`)
  process.once('SIGTERM', () => app.exit(0))
})
