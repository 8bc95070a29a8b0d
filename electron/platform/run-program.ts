import { execFile } from 'node:child_process'

/** Runs a program without a shell and gives its output. Rejects if it is missing, fails or takes too long. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<string>

interface Limits {
  /** In milliseconds; it is killed then. */
  longest: number
  /** In bytes. */
  mostOutput: number
  /** The exit code that is no failure, besides 0. */
  alsoFine?: number
}

export function programRunner({ longest, mostOutput, alsoFine }: Limits): RunProgram {
  const options = {
    timeout: longest,
    killSignal: 'SIGKILL',
    maxBuffer: mostOutput,
    windowsHide: true,
    env: { ...process.env, LC_ALL: 'C' },
  } as const
  return (file, args) =>
    new Promise((resolve, reject) => {
      execFile(file, [...args], options, (error, stdout) => {
        if (error && error.code !== alsoFine) reject(error)
        else resolve(stdout)
      })
    })
}
