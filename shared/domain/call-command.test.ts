import { expect, it } from 'vitest'
import { callCommand } from './call-command.ts'

const call = { method: 'DELETE', path: '/api/delete', body: { model: "it's:1", name: "it's:1" } }
const url = 'https://box:8443/ollama'

it('is a command of curl', () => {
  expect(callCommand(call, url, 'none', 'posix')).toBe(
    [
      'curl -X DELETE https://box:8443/ollama/api/delete',
      "-H 'Content-Type: application/json'",
      `-d '{\n  "model": "it'\\''s:1",\n  "name": "it'\\''s:1"\n}'`,
    ].join(' \\\n  '),
  )
})

it('is a command of PowerShell', () => {
  expect(callCommand(call, url, 'none', 'powershell')).toBe(`\
$body = @'
{
  "model": "it's:1",
  "name": "it's:1"
}
'@
Invoke-RestMethod -Method Delete -Uri https://box:8443/ollama/api/delete \`
  -ContentType 'application/json; charset=utf-8' -Body $body`)
})

it.each(['posix', 'powershell'] as const)('reads secrets from the environment: %s', (shell) => {
  expect(callCommand(call, url, 'bearer', shell)).toContain('OLLAMA_TOKEN')
  expect(callCommand(call, url, 'basic', shell)).toContain('OLLAMA_PASSWORD')
  expect(callCommand(call, 'https://me:secret@box', 'none', shell)).not.toContain('secret')
})
