import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { workerLicenses } from './licenses.mjs'

/**
 * The page, one build for window and browser. `CORRAL_PAGE_TARGET` lowers the syntax for an older Chromium
 * than the one that ships; the test build uses it.
 */
const target = process.env['CORRAL_PAGE_TARGET'] ?? 'chrome140'

/** The beginnings of the two pages and what each looks like stay apart: what is in a chunk holds for both. */
const ofBothPages = (id: string) => !/renderer\/(index\.html|panel\.html|main\.tsx|panel\.tsx)|\.css/.test(id)

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
      // A control that only a later chunk draws is not drawn into the first by the list of all of them.
      treeshake: { moduleSideEffects: [{ test: /renderer\/ui\//, sideEffects: false }] },
      // What the first sight needs comes in one piece: many small ones load slower and compress worse.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'], test: ofBothPages }] } },
      input: ['index.html', 'panel.html'].map((name) => fileURLToPath(new URL(`../renderer/${name}`, import.meta.url))),
    },
    // Files come from this computer: a request costs more than the bytes.
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: 'es', plugins: () => [workerLicenses()] },
})
