import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { createLinuxMemory } from './linux.ts'
import { createMacMemory } from './macos.ts'
import { createPowerShell } from './power-shell.ts'
import type { RunProgram } from '../run-program.ts'
import { runTool, sparing } from './tool.ts'
import { createWindowsMemory } from './windows.ts'

const GIB = 2 ** 30
const log = { info() {}, error() {} }
let root: string
beforeEach(async () => (root = await mkdtemp(path.join(tmpdir(), 'corral-memory-'))))
afterEach(() => rm(root, { recursive: true }))

async function write(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

const missing: RunProgram = async (file) => {
  throw Object.assign(new Error(`spawn ${file} ENOENT`), { code: 'ENOENT' })
}

const PORT = 11434
const listening = (inode: number, uid: number) =>
  `  sl  local_address\n   0: 0100007F:2CAA 00000000:0000 0A 00000000:00000000 00:00000000 00000000 ${uid} 0 ${inode} 1\n`
const stat = (pid: number, name: string, parent: number) => `${pid} (${name}) S ${parent} 0 0`

async function server() {
  await write({
    'proc/net/tcp': listening(777, 12345),
    'proc/meminfo': `MemTotal: ${32 * 2 ** 20} kB\nMemAvailable: ${20 * 2 ** 20} kB\n`,
    'proc/1/stat': stat(1, 'systemd', 0),
    'proc/40/stat': stat(40, 'ollama', 1),
    'proc/40/status': 'VmRSS: 1024 kB\n',
    'proc/40/cgroup': '0::/system.slice/ollama.service\n',
    'proc/41/stat': stat(41, 'llama-server', 40),
    'proc/41/status': 'VmRSS: 2048 kB\n',
    'proc/50/stat': stat(50, 'bash', 1),
    'proc/51/stat': stat(51, 'ollama', 50),
    'proc/51/fd/.keep': '',
  })
  await mkdir(path.join(root, 'proc/40/fd'))
  await symlink('socket:[777]', path.join(root, 'proc/40/fd/3'))
}

describe('Linux', () => {
  const open = (run: RunProgram = missing) => createLinuxMemory({ root, run, clock: systemClock, log })

  it('finds the processes of the server that listens, and no other', async () => {
    await server()
    const memory = open()
    expect(await memory.ollamaAt(PORT)).toEqual([
      { pid: 40, name: 'ollama', isRunner: false, ram: 1024 * 1024 },
      { pid: 41, name: 'llama-server', isRunner: true, ram: 2048 * 1024 },
    ])
    expect(await memory.ollamaAt(PORT + 1)).toBeNull()
  })

  it('finds the server that has taken the place of one that ended', async () => {
    await server()
    const memory = open()
    expect((await memory.ollamaAt(PORT))?.[0]?.pid).toBe(40)
    await rm(path.join(root, 'proc/40'), { recursive: true })
    expect(await memory.ollamaAt(PORT)).toBeNull()
    await symlink('socket:[777]', path.join(root, 'proc/51/fd/3'))
    expect((await memory.ollamaAt(PORT))?.[0]?.pid).toBe(51)
  })

  it('takes no other program for Ollama', async () => {
    await server()
    await write({ 'proc/40/stat': stat(40, 'ssh', 1) })
    expect(await open().ollamaAt(PORT)).toBeNull()
  })

  it('sees a runner that starts under the name of its parent', async () => {
    await server()
    await write({ 'proc/41/stat': stat(41, 'ollama', 40) })
    const memory = open()
    expect((await memory.ollamaAt(PORT))?.map(({ name }) => name)).toEqual(['ollama', 'ollama'])
    await write({ 'proc/41/stat': stat(41, 'llama-server', 40) })
    expect((await memory.ollamaAt(PORT))?.map(({ name }) => name)).toEqual(['ollama', 'llama-server'])
  })

  it('reads an AMD card, what the server holds of it, and the limit of its group', async () => {
    await server()
    const device = 'sys/bus/pci/devices/0000:03:00.0'
    const client = 'drm-pdev: 0000:03:00.0\ndrm-client-id: 7\ndrm-memory-vram: 4 GiB\n'
    await write({
      [`${device}/class`]: '0x030000\n',
      [`${device}/vendor`]: '0x1002\n',
      [`${device}/power/runtime_status`]: 'active\n',
      [`${device}/mem_info_vram_total`]: `${16 * GIB}\n`,
      [`${device}/mem_info_vram_used`]: `${5 * GIB}\n`,
      'proc/41/fdinfo/4': client,
      'proc/41/fdinfo/5': client,
      'sys/fs/cgroup/system.slice/ollama.service/memory.max': `${10 * GIB}\n`,
      'sys/fs/cgroup/system.slice/ollama.service/memory.current': `${4 * GIB}\n`,
    })
    const memory = open()
    await memory.ollamaAt(PORT)
    expect(await memory.read([40, 41])).toMatchObject({
      ram: { total: 10 * GIB, available: 6 * GIB },
      gpus: [{ id: '0000:03:00.0', total: 16 * GIB, used: 5 * GIB, free: 11 * GIB }],
      gpuUses: [{ pid: 41, gpu: '0000:03:00.0', bytes: 4 * GIB }],
    })
    await rm(path.join(root, 'proc/41/fdinfo'), { recursive: true })
    expect((await memory.read([40, 41])).gpuUses).toBeNull()
  })

  it('wakes no sleeping GPU', async () => {
    const asked: string[] = []
    for (const [id, vendor] of [
      ['0000:01:00.0', '0x10de'],
      ['0000:03:00.0', '0x1002'],
    ])
      await write({
        [`sys/bus/pci/devices/${id}/class`]: '0x030200\n',
        [`sys/bus/pci/devices/${id}/vendor`]: `${vendor}\n`,
        [`sys/bus/pci/devices/${id}/power/runtime_status`]: 'suspended\n',
      })
    const run: RunProgram = async (file) => {
      asked.push(file)
      return ''
    }
    const memory = open(run)
    expect((await memory.read([])).gpus).toMatchObject([
      { id: '0000:01:00.0', isAsleep: true, total: null },
      { id: '0000:03:00.0', isAsleep: true, total: null },
    ])
    expect(asked).toEqual([])
    // Reading how much of it is used would wake it.
    const amd = 'sys/bus/pci/devices/0000:03:00.0'
    await write({
      [`${amd}/mem_info_vram_total`]: `${16 * GIB}\n`,
      [`${amd}/mem_info_vram_used`]: `${GIB}\n`,
      [`${amd}/gpu_busy_percent`]: '3\n',
    })
    expect((await memory.read([])).gpus[1]).toMatchObject({
      isAsleep: true,
      total: 16 * GIB,
      used: null,
      free: null,
      busy: null,
    })
  })

  it('remembers what a GPU has in all while it sleeps', async () => {
    const folder = (id: string) => `sys/bus/pci/devices/${id}`
    const [nvidia, amd] = ['0000:01:00.0', '0000:03:00.0']
    const sleep = (status: string) =>
      write({ [`${folder(nvidia)}/power/runtime_status`]: status, [`${folder(amd)}/power/runtime_status`]: status })
    await write({
      [`${folder(nvidia)}/class`]: '0x030200\n',
      [`${folder(nvidia)}/vendor`]: '0x10de\n',
      [`${folder(amd)}/class`]: '0x030000\n',
      [`${folder(amd)}/vendor`]: '0x1002\n',
      [`${folder(amd)}/mem_info_vram_total`]: `${16 * GIB}\n`,
      [`${folder(amd)}/mem_info_vram_used`]: `${GIB}\n`,
    })
    let calls = 0
    const run: RunProgram = async (file, [query = '']) => {
      if (file !== 'nvidia-smi') throw new Error(file)
      calls++
      return query.includes('compute-apps') ? '' : 'GPU-a1, 8192, 100, 8092, 3, NVIDIA GeForce RTX 4060 Laptop GPU'
    }
    const memory = open(run)
    await sleep('active\n')
    await memory.read([])
    const before = calls
    await sleep('suspended\n')
    const unknown = { used: null, free: null, busy: null, isAsleep: true }
    expect((await memory.read([])).gpus).toMatchObject([
      { id: 'GPU-a1', name: 'NVIDIA GeForce RTX 4060 Laptop GPU', total: 8 * GIB, ...unknown },
      { id: amd, total: 16 * GIB, ...unknown },
    ])
    expect(calls).toBe(before)
  })

  it('counts no GPU of an Intel processor, and a card of Intel without its memory', async () => {
    for (const id of ['0000:00:02.0', '0000:04:00.0'])
      await write({
        [`sys/bus/pci/devices/${id}/class`]: '0x030000\n',
        [`sys/bus/pci/devices/${id}/vendor`]: '0x8086\n',
      })
    expect((await open().read([])).gpus).toMatchObject([{ id: '0000:04:00.0', total: null, isAsleep: false }])
  })

  it('asks nvidia-smi through a real program', async () => {
    const tool = path.join(root, 'nvidia-smi')
    await writeFile(
      tool,
      '#!/bin/sh\ncase "$1" in\n*gpu_uuid*) echo "GPU-a1, 41, 8400" ;;\n*) echo "GPU-a1, 24576, 9000, 15576, 3, NVIDIA GeForce RTX 3090" ;;\nesac\n',
    )
    await chmod(tool, 0o755)
    const run: RunProgram = (file, args) => runTool(path.join(root, file), args)
    const memory = open(run)
    expect(await memory.read([40, 41])).toMatchObject({
      gpus: [{ id: 'GPU-a1', total: 24 * GIB }],
      gpuUses: [{ pid: 41, gpu: 'GPU-a1', bytes: 8400 * 2 ** 20 }],
    })
    // Without a runner it is not asked what processes hold.
    expect(await memory.read([40])).toMatchObject({ gpus: [{ id: 'GPU-a1' }], gpuUses: [] })
  })

  it('asks nvidia-smi less often while no model runs and nothing changes', async () => {
    let [now, used, calls] = [0, 100, 0]
    const run: RunProgram = async (_, [query = '']) => {
      if (query.includes('compute-apps')) return ''
      calls++
      return `GPU-a1, 8192, ${used}, ${8192 - used}, 3, A GPU`
    }
    const memory = createLinuxMemory({ root, run, clock: { now: () => now }, log })
    /** Reads every ten seconds, and tells how often the GPU was asked. */
    const asked = async (pids: number[], times: number) => {
      const before = calls
      for (let time = 0; time < times; time++, now += 10_000) await memory.read(pids)
      return calls - before
    }
    expect(await asked([40], 2)).toBe(2)
    expect(await asked([40], 3)).toBe(1)
    used = 2000
    // With a runner each reading counts, and so does the first without it.
    expect(await asked([40, 41], 3)).toBe(3)
    expect((await memory.read([40])).gpus[0]?.used).toBe(2000 * 2 ** 20)
    used = 500
    expect((await memory.read([40])).gpus[0]?.used).toBe(500 * 2 ** 20)
  })

  it('reads this computer', async () => {
    if (process.platform !== 'linux') return
    const memory = createLinuxMemory({ run: missing, clock: systemClock, log })
    const { ram } = await memory.read([process.pid])
    expect(ram!.total).toBeGreaterThan(0)
    expect(ram!.available).toBeGreaterThan(0)
    expect(ram!.available).toBeLessThanOrEqual(ram!.total)
  })
})

describe('macOS', () => {
  const answers: Record<string, string> = {
    lsof: 'p501\nf3\n',
    ps: ' 501 1 100 /Applications/Ollama.app/Contents/Resources/ollama\n 502 501 200 /x/llama-server\n',
    sysctl: 'hw.memsize: 17179869184\nmachdep.cpu.brand_string: Apple M2\n',
    vm_stat: '(page size of 16384 bytes)\nPages free: 65536.\nPages inactive: 65536.\n',
    ioreg: '"model" = "Apple M2"\n"PerformanceStatistics" = {"In use system memory"=1073741824}\n',
  }
  const open = (changed: Record<string, string | undefined> = {}) =>
    createMacMemory({
      run: async (file, args) => {
        const name = path.posix.basename(file)
        if (args[0] === 'iogpu.wired_limit_mb') throw new Error('unknown oid')
        const answer = { ...answers, ...changed }[name]
        if (answer === undefined) throw new Error(`${name} exited with 1`)
        return answer
      },
      clock: systemClock,
      log,
    })

  it('reads the one memory and who listens', async () => {
    expect((await open().ollamaAt(PORT))?.map(({ pid, isRunner }) => [pid, isRunner])).toEqual([
      [501, false],
      [502, true],
    ])
    expect(await open().read([])).toMatchObject({
      ram: { total: 16 * GIB, available: 2 * GIB },
      gpus: [{ name: 'Apple M2', total: 12 * GIB, used: GIB, free: 2 * GIB, isUnified: true, isTotalEstimated: true }],
      gpuUses: null,
    })
  })
  it('finds no server where another program listens, or none', async () => {
    expect(await open({ ps: ' 501 1 100 /usr/bin/ssh\n' }).ollamaAt(PORT)).toBeNull()
    expect(await open({ lsof: undefined }).ollamaAt(PORT)).toBeNull()
  })
  it('has no GPU with an Intel processor', async () => {
    const intel = 'hw.memsize: 17179869184\nmachdep.cpu.brand_string: Intel(R) Core(TM) i7\n'
    expect((await open({ sysctl: intel }).read([])).gpus).toEqual([])
  })
})

describe('Windows', () => {
  /** Answers each line as PowerShell would: what it was asked for is known by a word of the expression. */
  const shellProgram = `
    const answers = ${JSON.stringify({
      NetTCP: [40],
      Win32_Process: [
        { pid: 40, parent: 1, name: 'ollama.exe', ram: 5 },
        { pid: 41, parent: 40, name: 'llama-server.exe', ram: 6 },
      ],
      GPUAdapter: {
        adapters: [{ name: 'luid_0x0_0x1_phys_0', dedicated: GIB }],
        processes: [{ name: 'pid_41_luid_0x0_0x1_phys_0', dedicated: GIB / 2 }],
      },
    })}
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      if (line.includes('die')) process.exit(1)
      if (line.includes('refuse')) return console.log('{"error":"refused"}')
      const found = Object.entries(answers).find(([word]) => line.includes(word))
      console.log(JSON.stringify({ value: found ? found[1] : null }))
    })`
  const openShell = () => createPowerShell(systemClock.after, process.execPath, ['-e', shellProgram])

  it('asks one long-lived PowerShell', async () => {
    const shell = openShell()
    const asked: string[] = []
    const run: RunProgram = async (file) => {
      asked.push(file)
      if (file.includes('nvidia')) return missing(file, [])
      return 'HKEY_X\\0000\r\n DriverDesc  REG_SZ  AMD Radeon\r\n HardwareInformation.qwMemorySize  REG_QWORD  0x200000000\r\n'
    }
    const memory = createWindowsMemory({ run, shell, clock: systemClock, log, systemRoot: 'C:\\Windows' })
    expect((await memory.ollamaAt(PORT))?.map(({ pid }) => pid)).toEqual([40, 41])
    const reading = { gpus: [{ total: 8 * GIB, used: GIB, free: 7 * GIB }], gpuUses: [{ pid: 41, bytes: GIB / 2 }] }
    expect(await memory.read([])).toMatchObject(reading)
    expect(await memory.read([])).toMatchObject(reading)
    expect(asked).toEqual(['C:\\Windows\\System32\\nvidia-smi.exe', 'C:\\Windows\\System32\\reg.exe'])
    memory.rest()
  })

  it('starts again after it ended, and keeps answers apart', async () => {
    const shell = openShell()
    await expect(shell.ask('die')).rejects.toThrow('ended')
    const answers = await Promise.allSettled([shell.ask('NetTCP'), shell.ask('refuse'), shell.ask('nothing')])
    expect(answers).toMatchObject([
      { status: 'fulfilled', value: [40] },
      { status: 'rejected', reason: { message: 'refused' } },
      { status: 'fulfilled', value: null },
    ])
    shell.end()
  })

  it('rejects where there is no PowerShell', async () => {
    const shell = createPowerShell(systemClock.after, path.join(root, 'none'), [])
    await expect(shell.ask('x')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('a source', () => {
  it('is spared when it is missing or keeps failing', async () => {
    let now = 0
    let calls = 0
    let code: string | undefined
    const ask = sparing({ now: () => now }, async () => {
      calls++
      if (code !== undefined) throw Object.assign(new Error(code), { code })
      return 'read'
    })
    expect(await ask()).toBe('read')
    code = 'EBUSY'
    for (let i = 0; i < 5; i++) expect(await ask()).toBeNull()
    expect(calls).toBe(4)
    now += 10 * 60_000
    code = 'ENOENT'
    expect([await ask(), await ask()]).toEqual([null, null])
    expect(calls).toBe(5)
    now += 10 * 60_000
    code = undefined
    expect(await ask()).toBe('read')
  })

  it('ends what takes too long to answer', async () => {
    await expect(runTool('/nowhere/nvidia-smi', [])).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(runTool(process.execPath, ['-e', 'process.exit(3)'])).rejects.toThrow()
    expect(await runTool(process.execPath, ['-p', '1+1'])).toBe('2\n')
  })
})
