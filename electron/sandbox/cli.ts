import { parseArgs } from 'node:util'
import { faultDescriptions, faultNames, isFaultName, type FaultName } from './faults.ts'
import { startSandbox } from './server.ts'

const help = `A server that speaks Ollama's API, with a library of its own and nothing behind it.

  npm run sandbox -- [flags]

  --port N             port on 127.0.0.1; 0, the default, takes a free one
  --models N           models in the library in all, up to 20000
  --rate BYTES_PER_S   speed of pulls and pushes; 0 is at once (default 60000000)
  --fault NAME[:SECONDS]   something that goes wrong; can be given several times
  --help               this text

Faults:
${faultNames.map((name) => `  ${name.padEnd(15)} ${faultDescriptions[name]}`).join('\n')}
`

class Mistake extends Error {}

function whole(flag: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > most)
    throw new Mistake(`--${flag} wants a whole number from 0 to ${most}, not "${text}"`)
  return value
}

function faultOf(text: string): { name: FaultName; ms?: number } {
  const [name = '', seconds] = text.split(':')
  if (!isFaultName(name)) throw new Mistake(`--fault knows no "${name}"; it knows ${faultNames.join(', ')}`)
  if (seconds === undefined) return { name }
  if (!/^\d+(\.\d+)?$/.test(seconds))
    throw new Mistake(`--fault ${name} wants seconds after the colon, not "${seconds}"`)
  return { name, ms: Number(seconds) * 1000 }
}

function flags() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        models: { type: 'string' },
        rate: { type: 'string' },
        fault: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message.split('. ')[0] : String(error))
  }
}

async function main(): Promise<void> {
  const given = flags()
  if (given.help) {
    process.stdout.write(help)
    return
  }
  const port = whole('port', given.port, 65_535)
  const models = whole('models', given.models, 20_000)
  const rate = whole('rate', given.rate, Number.MAX_SAFE_INTEGER)
  const faults = (given.fault ?? []).map(faultOf)
  const sandbox = await startSandbox({
    ...(port !== undefined && { port }),
    ...(models !== undefined && { models }),
    ...(rate !== undefined && { rate }),
  })
  for (const { name, ms } of faults) sandbox.faults.set(name, ms === undefined ? {} : { ms })
  process.stdout.write(`Sandbox: ${sandbox.url}\n`)
  const stop = () => void sandbox.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof Mistake ? 2 : 1
})
