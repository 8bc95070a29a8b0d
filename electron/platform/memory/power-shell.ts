import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import type { Timer } from '../../core/platform.ts'

/** Evaluates an expression and gives its value by way of JSON; rejects if that fails or takes longer. */
export type AskPowerShell = (expression: string) => Promise<unknown>

/** The first answer waits for the start of PowerShell, some 1.5 s. */
const LONGEST = 10_000
/** Each line is one expression, whose value is answered in one line. Written once: expressions are our own constants. */
const LOOP = `
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object Text.UTF8Encoding $false
while ($null -ne ($line = [Console]::In.ReadLine())) {
  try { $answer = @{ value = (Invoke-Expression $line) } } catch { $answer = @{ error = $_.Exception.Message } }
  [Console]::Out.WriteLine((ConvertTo-Json $answer -Compress -Depth 5))
}`

/** The arguments that make PowerShell read expressions; without a profile and without a window. */
export const POWERSHELL_ARGS = [
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-EncodedCommand',
  Buffer.from(LOOP, 'utf16le').toString('base64'),
]

/** One PowerShell that answers one expression after the other; started by the first, and again after it ended. */
export function createPowerShell(
  after: (ms: number, act: () => void) => Timer,
  program = `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
  args: readonly string[] = POWERSHELL_ARGS,
): { ask: AskPowerShell; end(): void } {
  let child: ChildProcessWithoutNullStreams | undefined
  let last: Promise<unknown> = Promise.resolve()

  const end = () => {
    child?.kill()
    child = undefined
  }

  function start(): ChildProcessWithoutNullStreams {
    const started = spawn(program, [...args], { windowsHide: true })
    started.stdout.setEncoding('utf8')
    started.stderr.resume()
    // Writing to one that has just ended.
    started.stdin.on('error', () => {})
    started.once('close', () => {
      if (child === started) child = undefined
    })
    return started
  }

  const ask = (expression: string) =>
    new Promise<unknown>((resolve, reject) => {
      const shell = (child ??= start())
      let text = ''
      const settle = (act: () => void) => {
        timer.cancel()
        shell.stdout.off('data', read)
        shell.off('close', closed)
        shell.off('error', refuse)
        act()
      }
      const refuse = (error: Error) => {
        end()
        settle(() => reject(error))
      }
      const closed = () => refuse(new Error('PowerShell ended'))
      const read = (part: string) => {
        text += part
        const line = text.indexOf('\n')
        if (line < 0) return
        settle(() => {
          try {
            const answer = JSON.parse(text.slice(0, line)) as { value?: unknown; error?: string }
            if (answer.error !== undefined) reject(new Error(answer.error))
            else resolve(answer.value)
          } catch (error) {
            end()
            reject(error instanceof Error ? error : new Error(String(error)))
          }
        })
      }
      // What answers late would be taken for the answer to the next expression.
      const timer = after(LONGEST, () => refuse(new Error('PowerShell did not answer in time')))
      shell.stdout.on('data', read)
      shell.once('close', closed)
      shell.once('error', refuse)
      shell.stdin.write(`${expression.replaceAll(/\r?\n/g, ' ')}\n`)
    })

  return {
    ask(expression) {
      const answer = last.then(() => ask(expression))
      last = answer.catch(() => {})
      return answer
    },
    end,
  }
}
