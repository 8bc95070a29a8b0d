import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/**
 * Bundles one entry of the Electron side with all its imports; `CORRAL_ENTRY` names it: `main`, `worker`, `preload`,
 * `serve`, `sandbox` or `check`. CommonJS, since a sandboxed preload must be CommonJS and one format is enough. Lazy
 * imports become files of their own, except for the preload and the worker, which may load none.
 * `CORRAL_UPDATE_URL` is the address that the built app may check for updates; without it, none.
 */
const entry = process.env['CORRAL_ENTRY'] ?? 'main'
const elsewhere: Record<string, string> = {
  worker: 'electron/platform/worker',
  sandbox: 'electron/sandbox/cli',
  check: 'electron/check/cli',
  'bench-core': 'bench/core',
}
const path = elsewhere[entry] ?? `electron/${entry}`

/** The agents for proxies and the packages that they need, as one lazy file. */
const proxyAgents = {
  name: 'proxy-agents',
  test: /[\\/]node_modules[\\/](agent-base|(https?|socks)-proxy-agent|proxy-agent-negotiate|socks|smart-buffer|ip-address|debug|ms|supports-color|has-flag)[\\/]/,
  includeDependenciesRecursively: false,
}

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  build: {
    ssr: fileURLToPath(new URL(`../${path}.ts`, import.meta.url)),
    outDir: fileURLToPath(new URL('../out/electron', import.meta.url)),
    emptyOutDir: false,
    // Measurements do not ship.
    license: entry.startsWith('bench-') ? false : { fileName: `licenses-${entry}.json` },
    target: 'es2022',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      external: ['electron'],
      output: {
        format: 'cjs',
        entryFileNames: `${entry}.cjs`,
        chunkFileNames: `${entry}-[name].cjs`,
        codeSplitting: ['preload', 'worker'].includes(entry) ? false : { groups: [proxyAgents] },
      },
    },
  },
  define: { CORRAL_UPDATE_URL: JSON.stringify(process.env['CORRAL_UPDATE_URL'] ?? '') },
  ssr: { noExternal: true },
})
