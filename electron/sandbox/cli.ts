import { help, Mistake, readFlags } from './flags.ts'
import { startSandbox } from './server.ts'

/** The command `npm run sandbox`: runs until it is interrupted. */
async function main(): Promise<void> {
  const command = readFlags(process.argv.slice(2))
  if (command.help) {
    process.stdout.write(help)
    return
  }
  const sandbox = await startSandbox(command.options)
  process.stdout.write(`Sandbox: ${sandbox.url}\n`)
  const stop = () => void sandbox.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof Mistake ? 2 : 1
})
