import { expect, it } from 'vitest'
import { redact } from '../redact.ts'
import { lastLines, startFailure } from './start-failure.ts'

const config = 'time=2026-01-01T00:00:00Z level=INFO source=routes.go:1 msg="server config" env="map[HTTP_PROXY:]"\n'

it.each([
  [
    'Error: listen tcp 127.0.0.1:11434: bind: address already in use',
    { code: 'start_port_in_use', params: { address: '127.0.0.1:11434' } },
  ],
  [
    'Error: listen tcp 127.0.0.1:11434: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.',
    { code: 'start_port_in_use' },
  ],
  [
    'Error: listen tcp 0.0.0.0:11434: bind: An attempt was made to access a socket in a way forbidden by its access permissions.',
    { code: 'start_port_reserved', params: { address: '0.0.0.0:11434' } },
  ],
  ['Error: listen tcp 127.0.0.1:80: bind: permission denied', { code: 'start_port_reserved' }],
  [
    'Error: listen tcp 192.168.9.9:11434: bind: cannot assign requested address',
    { code: 'start_no_such_address', params: { address: '192.168.9.9:11434' } },
  ],
  ["Error: listen tcp 10.1.1.1:11434: bind: can't assign requested address", { code: 'start_no_such_address' }],
  ['Error: listen tcp: lookup no-such-box: no such host', { code: 'start_no_such_address', params: {} }],
  [
    'Error: mkdir /mnt/big disk/models: permission denied',
    { code: 'start_folder', params: { folder: '/mnt/big disk/models' } },
  ],
  [
    "Couldn't find '/root/.ollama/id_ed25519'. Generating new private key.\nError: could not create directory mkdir /root/.ollama: permission denied",
    { code: 'start_folder', params: { folder: '/root/.ollama' } },
  ],
  [
    'Error: mkdir E:\\models\\blobs: Access is denied.',
    { code: 'start_folder', params: { folder: 'E:\\models\\blobs' } },
  ],
  ['Error: mkdir /srv/models: read-only file system', { code: 'start_folder' }],
  ['Error: mkdir Z:\\models: The system cannot find the path specified.', { code: 'start_folder' }],
  ['panic: $HOME is not defined\n\ngoroutine 1 [running]:\nmain.main()', { code: 'start_no_home' }],
  ['Error: %userprofile% is not defined', { code: 'start_no_home' }],
  ['Error: something new', { code: 'ollama_ended', params: {} }],
  ['', { code: 'ollama_ended' }],
])('%j', (output, expected) => {
  const problem = startFailure(config + output)
  expect(problem).toMatchObject(expected)
  expect(problem.detail).toContain(output.split('\n').at(-1))
})

it('keeps the last lines, cut, and without the password of a proxy once redacted', () => {
  const output = `${'old\n'.repeat(50)}\n\nenv="map[HTTPS_PROXY:http://me:hunter2@proxy:8080]"\r\n${'x'.repeat(900)}\nlast\n`
  const lines = lastLines(output).split('\n')
  expect(lines).toHaveLength(8)
  expect(lines.at(-1)).toBe('last')
  expect(lines.at(-2)).toHaveLength(241)
  expect(redact(lastLines(output))).not.toContain('hunter2')
})
