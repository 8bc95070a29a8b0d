import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { workerLicenses } from './licenses.mjs'

/**
 * Builds the page for window and browser. `CORRAL_PAGE_TARGET` sets an older Chromium than the bundled one as the
 * target; the test build uses it.
 */
const target = process.env['CORRAL_PAGE_TARGET'] ?? 'chrome140'

/** The shared chunk must suit both pages: entry files, styles and the code of the panel alone stay out of it. */
const ofBothPages = (id: string) =>
  !/renderer\/(index\.html|panel\.html|main\.tsx|panel\.tsx|features\/panel\/|ui\/ProblemView)|quick-view|\.css/.test(
    id,
  )

export default defineConfig({
  root: fileURLToPath(new URL('../renderer', import.meta.url)),
  // Relative, since the page is served from `app://corral/` and from a loopback port.
  base: './',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: fileURLToPath(new URL('../out/page', import.meta.url)),
    emptyOutDir: true,
    license: { fileName: 'licenses-page.json' },
    target,
    cssTarget: target,
    // The content security policy allows no data: scripts and no inline code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The page of the window, and that of the panel.
    rolldownOptions: {
      // A component used only by a lazy chunk is not included in the first one because `ui/index.ts` lists it.
      treeshake: { moduleSideEffects: [{ test: /renderer\/ui\//, sideEffects: false }] },
      // All that the first paint needs is one chunk: many small ones load slower and compress worse.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'], test: ofBothPages }] } },
      input: ['index.html', 'panel.html'].map((name) => fileURLToPath(new URL(`../renderer/${name}`, import.meta.url))),
    },
    // Files are local: a request costs more than the bytes.
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: 'es', plugins: () => [workerLicenses()] },
})
