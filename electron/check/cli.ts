import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ProblemError } from '../core/problem.ts'
import { systemClock } from '../platform/clock.ts'
import { createNet } from '../platform/net.ts'
import { type CheckOptions, checkServer } from './check.ts'
import { summary, tableHead, tableRow } from './table.ts'

const help = `Holds a running Ollama against what Corral relies on.

  npm run check:server -- URL [flags]

  --load           load models of more than 1 GB, and where others are loaded already
  --record FILE    write all exchanges, in the format of electron/sandbox/recordings
  --help           this text

It reads everything and changes only models named corral-check/..., which it deletes at the end. A
recording names your models: look through it before you give it away.
Ends with 0 where all is as expected, 1 where something differs, 2 where nobody answers.
`

/** An invalid command line; the message is one line. */
class Mistake extends Error {}

function readFlags(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { load: { type: 'boolean' }, record: { type: 'string' }, help: { type: 'boolean' } },
    })
    const [server, more] = positionals
    if (values.help) return { help: true, server: '', ...values }
    if (server === undefined || more !== undefined) throw new Mistake('Say one URL, as http://127.0.0.1:11434')
    if (!URL.canParse(server) || !/^https?:/.test(server)) throw new Mistake(`"${server}" is no URL of a server`)
    return { ...values, help: false, server: server.replace(/\/+$/, '') }
  } catch (error) {
    throw error instanceof Mistake ? error : new Mistake((error as Error).message.split(/\. |\n/)[0])
  }
}

async function main(): Promise<number> {
  const { help: wanted, server, load = false, record } = readFlags(process.argv.slice(2))
  if (wanted) {
    process.stdout.write(help)
    return 0
  }
  const net = createNet()
  const stop = new AbortController()
  // The models of this run are deleted before the process ends, so a second interrupt is ignored.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort())
  const say = (text: string) => void process.stdout.write(`${text}\n`)
  const onResult: CheckOptions['onResult'] = (result) => say(tableRow(result))
  say(tableHead)
  const report = await checkServer({ net, clock: systemClock, server, load, signal: stop.signal, onResult })
  net.close()
  if (record !== undefined) writeFileSync(record, report.recording.map((line) => `${line}\n`).join(''))
  say(summary(report.results))
  if (stop.signal.aborted) return 130
  return report.results.some(({ verdict }) => verdict === 'differs') ? 1 : 0
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const told = error instanceof ProblemError ? `${error.problem.code}: ${error.problem.detail ?? ''}` : undefined
    process.stderr.write(`${told ?? (error instanceof Error ? error.message : String(error))}\n`)
    process.exitCode = 2
  },
)
