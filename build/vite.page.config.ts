import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { workerLicenses } from './licenses.mjs'

/**
 * The page, one build for both doors. `CORRAL_PAGE_TARGET` lowers the syntax for an older Chromium
 * than the one that ships; the test build uses it.
 */
const target = process.env['CORRAL_PAGE_TARGET'] ?? 'chrome140'

export default defineConfig({
  root: fileURLToPath(new URL('../renderer', import.meta.url)),
  // Relative, because the page is served from `app://corral/` and from a loopback port alike.
  base: './',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: fileURLToPath(new URL('../out/page', import.meta.url)),
    emptyOutDir: true,
    license: { fileName: 'licenses-page.json' },
    target,
    cssTarget: target,
    // The policy of the page allows no data: scripts and no inline code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The window's page and the small one beside the tray.
    rolldownOptions: {
      input: ['index.html', 'panel.html'].map((name) => fileURLToPath(new URL(`../renderer/${name}`, import.meta.url))),
    },
    // Files come from this computer: a request costs more than the bytes.
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: 'es', plugins: () => [workerLicenses()] },
})
