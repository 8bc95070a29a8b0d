// Every script of package.json is started by this file. It must parse in an old Node, so that it can tell which version
// is needed instead of failing with a syntax error.
var version = process.versions.node.split('.').map(Number)
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error('Corral needs Node 20.19 or newer; this is ' + process.versions.node + '.')
  process.exit(1)
}
var script = process.argv.splice(2, 1)[0]
process.argv[1] = require('path').join(__dirname, '..', script)
void import(require('url').pathToFileURL(process.argv[1]).href)
