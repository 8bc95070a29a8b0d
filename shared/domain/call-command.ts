import type { Shell, Value } from './quoting.ts'
import { baseOf, curl, invokeRestMethod, type ModelUse } from './snippets.ts'

/** A request as it is shown; of the history, also of an earlier Corral. */
export interface ShownCall {
  method: string
  path: string
  body: Record<string, unknown>
}

/**
 * A command that sends the same request: of curl, or of PowerShell. Secrets are read from the environment.
 *
 * @param url of the host
 */
export function callCommand(
  { method, path, body }: ShownCall,
  url: string,
  auth: ModelUse['auth'],
  shell: Shell,
): string {
  // What was sent and stored is JSON.
  const request = { method, url: `${baseOf(url)}${path}`, body: body as Record<string, Value> }
  return shell === 'powershell' ? invokeRestMethod(request, auth) : curl(request, auth)
}
