import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { problem } from '../problem.ts'

const MOST_LINES = 8
const LINE_LENGTH = 240

/**
 * What ends `ollama serve` while it starts, by Go's texts of the system's errors, which are English on Windows, too.
 * Named groups become parameters of the problem. The first that matches is taken.
 */
const causes: readonly [RegExp, ProblemCode][] = [
  [
    /listen tcp[46]? (?<address>\S+): bind: (?:address already in use|Only one usage of each socket)/,
    'start_port_in_use',
  ],
  [
    /listen tcp[46]? (?<address>\S+): bind: (?:permission denied|An attempt was made to access a socket)/,
    'start_port_reserved',
  ],
  [
    /listen tcp[46]?(?: (?<address>\S+))?: (?:bind: (?:can't|cannot) assign requested address|bind: The requested address is not valid|lookup )/,
    'start_no_such_address',
  ],
  [
    /\b(?:mkdir|open|chmod|stat|lstat|unlinkat|rename) (?<folder>[^\n"]+?): (?:permission denied|Access is denied|operation not permitted|read-only file system|not a directory|The system cannot find the (?:path|drive))/i,
    'start_folder',
  ],
  [/(?:\$HOME|%userprofile%) is not defined/i, 'start_no_home'],
]

/** The problem of an `ollama serve` that ended again, by its output. `detail` holds the last lines, still with secrets. */
export function startFailure(output: string): Problem {
  const detail = lastLines(output)
  for (const [pattern, code] of causes) {
    const found = pattern.exec(output)
    if (found) return problem(code, definedOf(found.groups), { detail })
  }
  return problem('ollama_ended', {}, { detail })
}

/** The last lines of an output, without empty ones; long lines are cut. */
export function lastLines(output: string): string {
  return output
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-MOST_LINES)
    .map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line))
    .join('\n')
}

function definedOf(groups: Record<string, string | undefined> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
