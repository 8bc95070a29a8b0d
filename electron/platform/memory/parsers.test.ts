import { describe, expect, it } from 'vitest'
import { readAmd, readRocmSmi } from './amd.ts'
import { readFdinfo, sumClients } from './fdinfo.ts'
import { listenersOf, readResident, readStat } from './linux-processes.ts'
import { appleGpu, readIoreg, readLsof, readPs, readSysctl, readVmStat } from './macos.ts'
import { readGpus, readUses } from './nvidia.ts'
import { limitRam, readCgroup, readMeminfo } from './ram.ts'
import { readCards, readGpuMemory, readProcesses, windowsGpus } from './windows.ts'

const MIB = 2 ** 20
const GIB = 2 ** 30

describe('nvidia-smi', () => {
  /** Of one H200 with a process that had allocated 3 GiB, driver 580.159.04. */
  const h200 = 'GPU-302ac46a-c2e8-c93b-82d6-8e4eb675efa5, 143771, 3599, 139558, 0, NVIDIA H200\n'

  it.each<[string, string, object[]]>([
    [
      'an H200',
      h200,
      [
        {
          id: 'GPU-302ac46a-c2e8-c93b-82d6-8e4eb675efa5',
          name: 'NVIDIA H200',
          total: 143771 * MIB,
          used: 3599 * MIB,
          free: 139558 * MIB,
          busy: 0,
          isUnified: false,
        },
      ],
    ],
    [
      'two cards, lines as on Windows',
      'GPU-a1, 24576, 8123, 16453, 12, NVIDIA GeForce RTX 3090\r\nGPU-b2, 8192, 1, 8191, 100, NVIDIA, Inc. Card\r\n',
      [
        { id: 'GPU-a1', total: 24576 * MIB, busy: 0.12 },
        { id: 'GPU-b2', name: 'NVIDIA, Inc. Card', busy: 1 },
      ],
    ],
    [
      'memory of the computer (GB10)',
      'GPU-c3, [N/A], [N/A], [N/A], 3, NVIDIA GB10',
      [{ total: null, used: null, free: null, isUnified: true, busy: 0.03 }],
    ],
    ['a use that is not told', 'GPU-a1, 24576, 8123, 16453, [Not Supported], X', [{ busy: null, isUnified: false }]],
    ['no name', 'GPU-a1, 1, 1, 0, 0', [{ name: null }]],
    ['cut short', 'GPU-a1, 24576, 81', [{ total: 24576 * MIB, used: 81 * MIB, free: null, isUnified: false }]],
    ['no devices', 'No devices were found\n', []],
    ['a failed driver', 'NVIDIA-SMI has failed because it couldn’t communicate with the NVIDIA driver.', []],
    ['nothing', '', []],
  ])('%s', (_, text, gpus) => {
    const read = readGpus(text)
    expect(read).toHaveLength(gpus.length)
    expect(read).toMatchObject(gpus)
  })

  it.each<[string, string, object[] | null]>([
    ['a process', 'GPU-302ac46a-c2e8-c93b-82d6-8e4eb675efa5, 498, 3590\n', [{ pid: 498, bytes: 3590 * MIB }]],
    ['none', '\n', []],
    ['not told on Windows', 'GPU-a1, 498, [N/A]\nGPU-a1, 12, [N/A]', null],
    ['told of one', 'GPU-a1, 498, 5\nGPU-a1, 12, [N/A]', [{ bytes: 5 * MIB }, { bytes: null }]],
    ['a message', 'No running processes found', []],
  ])('processes: %s', (_, text, uses) => {
    const read = readUses(text)
    if (uses === null) expect(read).toBeNull()
    else expect(read).toMatchObject(uses)
  })
})

describe('AMD', () => {
  const files = { vramTotal: null, vramUsed: null, gttTotal: null, gttUsed: null, busy: null, name: null }
  it.each<[string, Partial<typeof files> | Record<string, string>, object | null]>([
    [
      'a card',
      {
        vramTotal: `${24 * GIB}\n`,
        vramUsed: `${4 * GIB}\n`,
        gttTotal: `${32 * GIB}\n`,
        gttUsed: '12\n',
        busy: '41\n',
      },
      { total: 24 * GIB, used: 4 * GIB, free: 20 * GIB, busy: 0.41, isUnified: false },
    ],
    [
      'one in the processor',
      { vramTotal: `${512 * MIB}\n`, vramUsed: `${256 * MIB}\n`, gttTotal: `${16 * GIB}\n`, gttUsed: `${GIB}\n` },
      { total: 16.5 * GIB, used: 1.25 * GIB, isUnified: true, isIntegrated: true },
    ],
    ['no use', { vramTotal: `${8 * GIB}` }, { total: 8 * GIB, used: null, free: null }],
    ['another driver', {}, null],
    ['no number', { vramTotal: 'unknown' }, null],
  ])('%s', (_, given, gpu) => {
    const read = readAmd('0000:03:00.0', { ...files, ...given })
    if (gpu === null) expect(read).toBeNull()
    else expect(read).toMatchObject(gpu)
  })

  it.each<[string, string, object[]]>([
    [
      'a card',
      '{"card0":{"VRAM Total Memory (B)":"21458059264","VRAM Total Used Memory (B)":"27856896"}}',
      [{ id: 'card0', total: 21458059264, used: 27856896, free: 21430202368 }],
    ],
    [
      'a warning first',
      'WARNING: AMD GPU device(s) is/are in a low-power state.\n{"card1":{"VRAM Total Memory (B)":"8"},"system":{}}',
      [{ id: 'card1', total: 8, used: null }],
    ],
    ['no card', '{}', []],
    ['another shape', '{"card0":[1],"card1":{"VRAM Total Memory (B)":"N/A"}}', []],
  ])('rocm-smi: %s', (_, text, gpus) => {
    expect(readRocmSmi(text)).toHaveLength(gpus.length)
    expect(readRocmSmi(text)).toMatchObject(gpus)
  })

  it('refuses what is no JSON', () => expect(() => readRocmSmi('ERROR: no driver')).toThrow('no JSON'))
})

describe('fdinfo', () => {
  const of = (lines: string) =>
    `pos:\t0\nflags:\t02100002\ndrm-driver:\tx\ndrm-pdev:\t0000:03:00.0\ndrm-client-id:\t5\n${lines}\n`
  it.each<[string, string, number | null]>([
    ['amdgpu', of('drm-memory-vram:\t4096 KiB'), 4096 * 1024],
    ['xe', of('drm-total-vram0:\t30000 KiB\ndrm-resident-vram0: 23992 KiB'), 23992 * 1024],
    ['i915', of('drm-total-local0:\t12 MiB'), 12 * MIB],
    ['bytes', of('drm-memory-vram:\t17'), 17],
    ['only system memory', of('drm-total-system0:\t12 MiB'), null],
    ['another file', 'pos:\t0\nmnt_id:\t9\n', null],
    ['an unknown unit', of('drm-memory-vram:\t4 pages'), null],
  ])('%s', (_, text, bytes) => expect(readFdinfo(text)?.bytes ?? null).toBe(bytes))

  it('counts a client once', () => {
    const client = { gpu: 'a', client: '1', bytes: 5 }
    expect([...sumClients([client, client, { ...client, client: '2' }, { ...client, gpu: 'b' }])]).toEqual([
      ['a', 10],
      ['b', 5],
    ])
  })
})

describe('processes of Linux', () => {
  const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:2CAA 00000000:0000 0A 00000000:00000000 00:00000000 00000000   998        0 31337 1 0000000000000000 100 0 0 10 0
   1: 0100007F:2CAA 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 31338 1 0000000000000000 20 4 30 10 -1
`
  it('finds who listens', () => {
    expect(listenersOf(tcp, 11434)).toEqual([{ inode: '31337', uid: 998 }])
    expect(listenersOf(tcp, 11435)).toEqual([])
    expect(listenersOf('', 11434)).toEqual([])
  })
  it.each([
    ['4242 (ollama) S 1 4242 4242 0', { name: 'ollama', parent: 1 }],
    ['7 (a (b) c) R 4242 7', { name: 'a (b) c', parent: 4242 }],
    ['', null],
  ])('reads %j', (text, process) => expect(readStat(text)).toEqual(process))
  it('reads resident memory', () => {
    expect(readResident('Name:\tollama\nVmRSS:\t   30464 kB\n')).toBe(30464 * 1024)
    expect(readResident('Name:\tkthreadd\n')).toBeNull()
  })
})

describe('system memory', () => {
  const meminfo = 'MemTotal:       131981020 kB\nMemFree:        130506272 kB\nMemAvailable:   131299820 kB\n'
  it('reads meminfo', () => {
    expect(readMeminfo(meminfo)).toEqual({ total: 131981020 * 1024, available: 131299820 * 1024 })
    expect(readMeminfo('MemTotal: 5 kB\n')).toBeNull()
  })
  it('reads the control group', () => {
    expect(readCgroup('0::/system.slice/ollama.service\n')).toBe('/system.slice/ollama.service')
    expect(readCgroup('1:memory:/docker/a\n')).toBeNull()
  })
  it.each([
    ['no limit', [{ max: 'max\n', current: '5\n' }], { total: 100, available: 60 }],
    ['a limit', [{ max: '50\n', current: '30\n' }], { total: 50, available: 20 }],
    [
      'two',
      [
        { max: '80', current: '10' },
        { max: '50', current: '30' },
      ],
      { total: 50, available: 20 },
    ],
    ['used up', [{ max: '50', current: '70' }], { total: 50, available: 0 }],
    ['unreadable', [{ max: '', current: '' }], { total: 100, available: 60 }],
  ])('%s', (_, limits, ram) => expect(limitRam({ total: 100, available: 60 }, limits)).toEqual(ram))
})

describe('macOS', () => {
  const ioreg = `+-o AGXAcceleratorG13X  <class AGXAcceleratorG13X, id 0x1>
    {
      "model" = "Apple M1 Pro"
      "PerformanceStatistics" = {"In use system memory (driver)"=0,"Alloc system memory"=9,"Device Utilization %"=41,"In use system memory"=626458624}
    }
`
  it('reads ioreg', () => {
    expect(readIoreg(ioreg)).toEqual({ name: 'Apple M1 Pro', used: 626458624, busy: 0.41 })
    expect(readIoreg('"PerformanceStatistics" = {}')).toEqual({ name: null, used: null, busy: null })
    expect(readIoreg('')).toBeNull()
  })
  it('reads sysctl, vm_stat, ps and lsof', () => {
    expect([...readSysctl('hw.memsize: 17179869184\nmachdep.cpu.brand_string: Apple M1 Pro\n')]).toEqual([
      ['hw.memsize', '17179869184'],
      ['machdep.cpu.brand_string', 'Apple M1 Pro'],
    ])
    const vmStat =
      'Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages free:          100.\nPages inactive:       20.\nPages speculative:     3.\n'
    expect(readVmStat(vmStat)).toBe(123 * 16384)
    expect(readVmStat('page size of 4096 bytes')).toBeNull()
    expect([
      ...readPs(
        '  501     1  30464 /Applications/Ollama.app/Contents/Resources/ollama\n 502 501 9 /a b/llama-server\n',
      ),
    ]).toEqual([
      [501, { parent: 1, ram: 30464 * 1024, name: 'ollama' }],
      [502, { parent: 501, ram: 9 * 1024, name: 'llama-server' }],
    ])
    expect(readLsof('p501\nf3\np77\n')).toEqual([501, 77])
  })
  it.each([
    ['by default', 0, 12, 8, true],
    ['with a limit', 14 * 1024, 14, 8, false],
    ['with more than there is', 99 * 1024, 16, 8, false],
  ])('the GPU %s', (_, limit, total, free, isEstimated) => {
    const gpu = appleGpu(limit, { total: 16 * GIB, available: 8 * GIB }, { name: 'M', used: GIB, busy: 0 })
    expect(gpu).toMatchObject({
      total: total * GIB,
      used: GIB,
      free: free * GIB,
      isUnified: true,
      isTotalEstimated: isEstimated,
    })
  })
})

describe('Windows', () => {
  const key = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}'
  const card = (index: number, name: string, size: string) =>
    `${key}\\000${index}\r\n    DriverDesc    REG_SZ    ${name}\r\n    HardwareInformation.qwMemorySize    REG_QWORD    ${size}\r\n\r\n`
  it('reads the cards of the registry', () => {
    expect(readCards(card(0, 'AMD Radeon RX 7900 XTX', '0x600000000') + `${key}\\Properties\r\n`)).toEqual([
      { name: 'AMD Radeon RX 7900 XTX', total: 24 * GIB },
    ])
    expect(readCards('FEHLER: Der Zugriff wurde verweigert.')).toEqual([])
  })
  const luid = 'luid_0x00000000_0x0000C8A1_phys_0'
  it('reads the use of adapters and processes', () => {
    const answer = {
      adapters: [{ name: luid, dedicated: 5, shared: 1 }, { name: '_Total', dedicated: 9 }, 7],
      processes: [
        { name: `pid_1234_${luid}`, dedicated: 4 },
        { name: 'pid_x', dedicated: 1 },
      ],
    }
    expect(readGpuMemory(answer)).toEqual({
      adapters: new Map([[luid, 5]]),
      uses: [{ pid: 1234, gpu: luid, bytes: 4 }],
    })
    for (const odd of [null, 'x', {}, { adapters: {}, processes: 5 }])
      expect(readGpuMemory(odd)).toEqual({ adapters: new Map(), uses: [] })
  })
  it('reads processes', () => {
    const listed = [{ pid: 5, parent: 1, name: 'ollama.exe', ram: 10 }, { pid: -1, parent: 1, name: 'x' }, null]
    expect([...readProcesses(listed)]).toEqual([[5, { parent: 1, name: 'ollama.exe', ram: 10 }]])
  })
  it('joins the use and the total of a card only where there is one of each', () => {
    const cards = readCards(card(0, 'AMD', '0x600000000'))
    expect(windowsGpus(cards, new Map([[luid, GIB]]))).toMatchObject([{ total: 24 * GIB, used: GIB, free: 23 * GIB }])
    expect(
      windowsGpus(
        cards,
        new Map([
          [luid, GIB],
          ['other', GIB],
        ]),
      ),
    ).toMatchObject([{ total: 24 * GIB, used: null }])
    const stale = readCards(card(0, 'AMD', '0x600000000') + card(1, 'NVIDIA GeForce', '0x200000000'))
    expect(windowsGpus(stale, new Map([[luid, GIB]]))).toMatchObject([{ total: 24 * GIB, used: null }])
    expect(windowsGpus(readCards(card(0, 'Intel UHD', '0x8000000')), new Map([[luid, 1]]))).toEqual([])
  })
})
