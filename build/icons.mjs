// @ts-check
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from './browser.mjs'

/** Draws the PNG icons from their SVG sources. The tray's colour stands out on light and dark panels alike. */
const pictures = [
  ...[512, 1024].map((size) => ({ from: 'corral.svg', to: `corral-${size}.png`, size, color: '#000' })),
  // The names by which electron-builder knows the sizes of a Linux desktop.
  ...[16, 32, 48, 64, 128, 256, 512].map((size) => ({
    from: 'corral.svg',
    to: `linux/${size}x${size}.png`,
    size,
    color: '#000',
  })),
  { from: 'tray.svg', to: 'tray.png', size: 16, color: '#b3532b' },
  { from: 'tray.svg', to: 'tray@2x.png', size: 32, color: '#b3532b' },
  { from: 'tray.svg', to: 'trayTemplate.png', size: 16, color: '#000' },
  { from: 'tray.svg', to: 'trayTemplate@2x.png', size: 32, color: '#000' },
]

const file = (/** @type {string} */ name) => fileURLToPath(new URL(`./icons/${name}`, import.meta.url))
const browser = await launchBrowser()
const page = await browser.newPage()
for (const { from, to, size, color } of pictures) {
  await page.setViewportSize({ width: size, height: size })
  const svg = readFileSync(file(from), 'utf8').replaceAll('currentColor', color)
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  await page.screenshot({ path: file(to), omitBackground: true })
}
await browser.close()
