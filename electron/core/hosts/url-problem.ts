import type { Problem } from '#shared/contract/problem.ts'
import type { HostUrlFault } from '#shared/ollama/host-url.ts'
import { problem } from '../problem.ts'

/** Why an address cannot be read. The text is not repeated where it holds a password. */
export function urlProblem(fault: HostUrlFault, text: string): Problem {
  if (fault.fault === 'credentials') return problem('host_url_credentials')
  return problem(`host_url_${fault.fault}`, { text, ...('right' in fault ? { right: fault.right } : {}) })
}
