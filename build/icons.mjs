// @ts-check
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from './browser.mjs'

/**
 * Renders the PNG icons from their SVG sources. The tray states differ in shape, since a template image has no colour;
 * `light` is for light panels, `dark` for dark ones.
 */
const app = [
  ...[512, 1024].map((size) => ({ from: 'corral.svg', to: `corral-${size}.png`, size, color: '#000' })),
  // The file names that electron-builder expects for the sizes of a Linux desktop.
  ...[16, 32, 48, 64, 128, 256, 512].map((size) => ({
    from: 'corral.svg',
    to: `linux/${size}x${size}.png`,
    size,
    color: '#000',
  })),
]
const inks = { Template: '#000', '-light': '#26221c', '-dark': '#efeae1' }
const tray = ['idle', 'loaded', 'transferring', 'unreachable'].flatMap((state) =>
  Object.entries(inks).flatMap(([ink, color]) =>
    [1, 2].map((scale) => ({
      from: `tray/${state}.svg`,
      to: `tray/${state}${ink}${scale === 1 ? '' : '@2x'}.png`,
      size: 16 * scale,
      color,
    })),
  ),
)

const file = (/** @type {string} */ name) => fileURLToPath(new URL(`./icons/${name}`, import.meta.url))
const browser = await launchBrowser()
const page = await browser.newPage()
for (const { from, to, size, color } of [...app, ...tray]) {
  await page.setViewportSize({ width: size, height: size })
  const svg = readFileSync(file(from), 'utf8').replaceAll('currentColor', color)
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  await page.screenshot({ path: file(to), omitBackground: true })
}
await browser.close()
