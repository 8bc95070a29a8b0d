// Only what the oldest Node with modules can read may stand before the check of the version.
const version = process.versions.node.split('.').map(Number)
const major = version[0] || 0
const minor = version[1] || 0
if (major < 20 || (major === 20 && minor < 19)) {
  console.error('Corral needs Node 20.19 or newer; this is ' + process.versions.node + '.')
  process.exit(1)
}
void import('./start/run.mjs')
