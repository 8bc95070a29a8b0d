import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { run } from './clients.ts'
import { clientSockets, createLinuxClients } from './linux-clients.ts'
import { createMacClients, readLsof } from './mac-clients.ts'
import { createWindowsClients, readNetstat, readTasklist } from './windows-clients.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})
async function newFolder() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'corral-clients-'))
  folders.push(folder)
  return folder
}

const PORT = 11_434
const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                     '
const row = (local: string, remote: string, state: string, inode: number) =>
  `   1: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 20 4 30 10 -1`
const tcp = [
  head,
  row('0100007F:2CAA', '00000000:0000', '0A', 101), // the server listens
  row('0100007F:2CAA', '0100007F:D2A0', '01', 102), // its end of the next
  row('0100007F:D2A0', '0100007F:2CAA', '01', 103),
  row('0100007F:D2A2', '0100007F:2CAA', '06', 0), // over
  row('0100007F:D2A4', '0100007F:2CAB', '01', 105), // another port
  row('0A01A8C0:D2A6', '0501A8C0:2CAA', '01', 106), // another computer
  row('0100007F:D2A8', '0200007F:2CAA', '01', 107),
  '',
].join('\n')
const loopback6 = '00000000000000000000000001000000'
const mapped = '0000000000000000FFFF00000100007F'
const tcp6 = [
  head,
  row(`${loopback6}:D2B0`, `${loopback6}:2CAA`, '01', 201),
  row(`${mapped}:D2B2`, `${mapped}:2CAA`, '01', 202),
  row(`${loopback6}:D2B4`, '000080FE000000000000000001000000:2CAA', '01', 203),
  '',
].join('\n')

it.each([
  ['IPv4', tcp, ['103', '107']],
  ['IPv6', tcp6, ['201', '202']],
  ['no connection', `${head}\n`, []],
  ['a table that is cut', tcp.slice(0, tcp.indexOf('0100007F:2CAB') + 10), ['103']],
  ['what is no table', 'cannot\nopen', []],
])('of /proc/net, %s', (_what, text, inodes) => expect(clientSockets(text, PORT)).toEqual(inodes))

it.each([
  [
    'programs',
    'p412\ncpython3.12\nf3\nn127.0.0.1:53922->127.0.0.1:11434\nf4\nn127.0.0.1:53924->127.0.0.1:11434\np77\ncollama\nf8\nn127.0.0.1:11434->127.0.0.1:53922\n',
    [{ pid: 412, name: 'python3.12' }],
  ],
  [
    'a name with a space, and IPv6',
    'p9\ncCode\\x20Helper\\x20(Plugin)\nf31\nn[::1]:53930->[::1]:11434\n',
    [{ pid: 9, name: 'Code Helper (Plugin)' }],
  ],
  ['a name that is not English', 'p9\nc\\xe5\\xb0\\x8f\nf3\nn127.0.0.1:1->127.0.0.1:11434\n', [{ pid: 9, name: '小' }]],
  ['nothing', '', []],
  ['an end', 'p9\nccu', []],
])('of lsof, %s', (_what, text, clients) => expect(readLsof(text, PORT)).toEqual(clients))

const netstat = [
  '',
  'Aktive Verbindungen',
  '',
  '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
  '  TCP    127.0.0.1:11434        0.0.0.0:0              ABHÖREN          5120',
  '  TCP    127.0.0.1:11434        127.0.0.1:50112        HERGESTELLT      5120',
  '  TCP    127.0.0.1:50112        127.0.0.1:11434        HERGESTELLT      7344',
  '  TCP    127.0.0.1:50114        127.0.0.1:11434        WARTEND          0',
  '  TCP    192.168.1.10:50120     192.168.1.5:11434      HERGESTELLT      7344',
  '  TCP    [::1]:50130            [::1]:11434            EN CONNEXION     912',
  '  UDP    0.0.0.0:11434          *:*                                     4',
  '',
].join('\r\n')
const tasklist =
  '"System Idle Process","0","Services","0","8 K"\r\n"python.exe","7344","Console","1","52,420 K"\r\n"my ""app"".exe","912","Console","1","9 K"\r\n'

it('of netstat, whatever the language of the system', () => {
  expect(readNetstat(netstat, PORT)).toEqual([7344, 912])
  expect(readNetstat('Zugriff verweigert', PORT)).toEqual([])
})

it('of tasklist, names without the ending', () => {
  expect([...readTasklist(tasklist)].slice(0, 2)).toEqual([
    [0, 'System Idle Process'],
    [7344, 'python'],
  ])
  expect(readTasklist('INFORMATION: Es werden keine Aufgaben ausgeführt.').size).toBe(0)
})

describe.skipIf(process.platform === 'win32')('a look', () => {
  /** A program that prints a text and ends with a code. */
  async function program(text: string, code = 0) {
    const file = path.join(await newFolder(), 'tool')
    await writeFile(
      file,
      `#!${process.execPath}\nprocess.stdout.write(${JSON.stringify(text)});process.exitCode=${code}`,
    )
    await chmod(file, 0o755)
    return file
  }

  it('in /proc names the processes whose sockets can be seen, and counts the others', async () => {
    const proc = await newFolder()
    const files: Record<string, string> = { 'net/tcp': tcp, 'net/tcp6': tcp6 }
    const pids: [number, string, number[]][] = [
      [50, 'corral', [107]],
      [60, 'python3', [103, 9]],
      [61, 'python3', [103]],
      [62, 'Web Content', [201]],
      [63, 'idle', []],
    ]
    for (const [pid, name, sockets] of pids) {
      files[`${pid}/comm`] = `${name}\n`
      await mkdir(path.join(proc, String(pid), 'fd'), { recursive: true })
      for (const [at, socket] of sockets.entries())
        await symlink(`socket:[${socket}]`, path.join(proc, String(pid), 'fd', String(at)))
    }
    await mkdir(path.join(proc, 'net'))
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(proc, name), text)
    expect(await createLinuxClients(proc, 50)(PORT)).toEqual({ names: ['python3', 'Web Content'], unnamed: 1 })
    await expect(createLinuxClients(path.join(proc, '50'))(PORT)).rejects.toThrow('no table')
  })

  it('by lsof leaves Corral out, and takes its code for nothing found', async () => {
    const text = 'p412\ncpython3\nf3\nn127.0.0.1:1->127.0.0.1:11434\np50\nccorral\nf3\nn127.0.0.1:2->127.0.0.1:11434\n'
    expect(await createMacClients(run, 50, await program(text))(PORT)).toEqual({ names: ['python3'], unnamed: 0 })
    expect(await createMacClients(run, 50, await program('', 1))(PORT)).toEqual({ names: [], unnamed: 0 })
  })

  it('by netstat and tasklist counts what has no name', async () => {
    const tools = { netstat: await program(netstat), tasklist: await program(tasklist.split('\r\n')[1] ?? '') }
    expect(await createWindowsClients(run, 1, tools)(PORT)).toEqual({ names: ['python'], unnamed: 1 })
  })

  it('rejects where the program is missing or fails', async () => {
    await expect(createMacClients(run, 50, '/nowhere/lsof')(PORT)).rejects.toThrow('ENOENT')
    await expect(createMacClients(run, 50, await program('', 3))(PORT)).rejects.toThrow('Command failed')
  })
})

it.skipIf(process.platform !== 'linux')('names a program that is connected now', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const script = `const socket = require('node:net').connect(${port}, '127.0.0.1'); socket.on('data', () => {})`
  const child = spawn(process.execPath, ['-e', script])
  const [socket] = (await once(server, 'connection')) as [import('node:net').Socket]
  try {
    const { names, unnamed } = await createLinuxClients()(port)
    expect([names.length, unnamed]).toEqual([1, 0])
    expect(names[0]).toMatch(/^(node|MainThread)/)
  } finally {
    child.kill()
    socket.destroy()
    server.close()
  }
})
