import { parseArgs } from 'node:util'
import { ACCOUNT, accounts } from './context.ts'
import { faultDescriptions, type FaultName, faultNames, type FaultOptions, isFaultName } from './faults.ts'
import { gpusHelp, readMachine } from './memory/machine.ts'
import { topics } from './topics.ts'
import { versions } from './generations.ts'
import { isFault, parseName } from '#shared/ollama/name.ts'
import { isReleasePart, releaseDescriptions, releaseParts, type ReleasePart } from './releases.ts'
import type { SandboxOptions } from './server.ts'

const MOST_MODELS = 20_000

export const help = `A server that speaks Ollama's API, with a library of its own and nothing behind it.

  npm run sandbox -- [flags]

  --port N                 port on 127.0.0.1; 0, the default, takes a free one
  --as VERSION             the Ollama to speak as: ${versions.join(', ')} (default ${versions[0]})
  --models N               models in the library in all, up to ${MOST_MODELS}; made-up ones are named after their family
  --rate BYTES_PER_S       speed of pulls and pushes together; 0 is at once (default 60000000)
  --gpus KIND[:GIB]        ${gpusHelp}
  --account STATE          at ollama.com: ${accounts.join(', ')} (default offline); who is signed in is ${ACCOUNT.name}
  --release MODEL=PARTS    a newer version that the registry has, in which PARTS are new; can be given several times
  --fault NAME[:SECONDS]   something that goes wrong; can be given several times
  --help                   this text

Every name can be pulled, but for those whose model or namespace begins with "missing" or "none".

Its embedding models understand nothing: texts are similar that share word stems, or words of a small lexicon of
topics (${topics.join(', ')}) in English, German, Chinese and Japanese.

Parts of a release, several with a comma between them:
${releaseParts.map((part) => `  ${part.padEnd(14)} ${releaseDescriptions[part]}`).join('\n')}

Faults:
${faultNames.map((name) => `  ${name.padEnd(14)} ${faultDescriptions[name]}`).join('\n')}
`

/** An invalid command line; the message is one line. */
export class Mistake extends Error {}

export interface Command {
  help: boolean
  options: SandboxOptions
}

function number(flag: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new Mistake(`--${flag} wants a whole number from 0 to ${most}, not "${text}"`)
  return Number(text)
}

function fault(text: string): FaultOptions & { name: FaultName } {
  const [name = '', seconds] = text.split(':')
  if (!isFaultName(name)) throw new Mistake(`--fault knows no "${name}", only ${faultNames.join(', ')}`)
  if (seconds === undefined) return { name }
  if (!/^\d+(\.\d+)?$/.test(seconds))
    throw new Mistake(`--fault ${name} wants seconds after the colon, not "${seconds}"`)
  return { name, ms: Number(seconds) * 1000 }
}

function release(text: string): { name: string; parts: ReleasePart[] } {
  const [name = '', list = ''] = text.split('=')
  const parts = list.split(',')
  if (isFault(parseName(name))) throw new Mistake(`--release wants a model name before the "=", not "${name}"`)
  const wrong = parts.find((part) => !isReleasePart(part))
  if (wrong !== undefined) throw new Mistake(`--release knows no part "${wrong}", only ${releaseParts.join(', ')}`)
  return { name, parts: parts.filter(isReleasePart) }
}

function values(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        as: { type: 'string' },
        models: { type: 'string' },
        rate: { type: 'string' },
        gpus: { type: 'string' },
        account: { type: 'string' },
        release: { type: 'string', multiple: true },
        fault: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    // Node adds advice after the first sentence.
    throw new Mistake(String(error instanceof Error ? error.message : error).split(/\. |\n/)[0])
  }
}

/** Reads the command line; throws a `Mistake` if it is invalid. */
export function readFlags(args: string[]): Command {
  const given = values(args)
  const port = number('port', given.port, 65_535)
  const models = number('models', given.models, MOST_MODELS)
  const rate = number('rate', given.rate, Number.MAX_SAFE_INTEGER)
  if (given.as !== undefined && !versions.includes(given.as))
    throw new Mistake(`--as knows no "${given.as}", only ${versions.join(', ')}`)
  const machine = given.gpus === undefined ? undefined : readMachine(given.gpus)
  if (machine === null) throw new Mistake(`--gpus wants ${gpusHelp}, not "${given.gpus}"`)
  const account = accounts.find((one) => one === given.account)
  if (given.account !== undefined && !account)
    throw new Mistake(`--account knows no "${given.account}", only ${accounts.join(', ')}`)
  return {
    help: given.help === true,
    options: {
      ...(given.as !== undefined && { as: given.as }),
      ...(port !== undefined && { port }),
      ...(models !== undefined && { models }),
      ...(rate !== undefined && { rate }),
      ...(machine && { machine }),
      ...(account && { account }),
      ...(given.release && { releases: given.release.map(release) }),
      ...(given.fault && { faults: given.fault.map(fault) }),
    },
  }
}
