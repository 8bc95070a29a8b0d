import type { MachineMemory } from '../../core/memory/machine-memory.ts'
import type { Clock, Log } from '../../core/platform.ts'
import { createLinuxMemory } from './linux.ts'
import { createMacMemory } from './macos.ts'
import { createPowerShell } from './power-shell.ts'
import { runTool } from './tool.ts'
import { createWindowsMemory } from './windows.ts'

/** The readings of this computer; `null` on a system that Corral cannot read. */
export function openMachineMemory(clock: Clock, log: Log, platform = process.platform): MachineMemory | null {
  if (platform === 'linux') return createLinuxMemory({ run: runTool, clock, log })
  if (platform === 'darwin') return createMacMemory({ run: runTool, clock, log })
  if (platform !== 'win32') return null
  return createWindowsMemory({ run: runTool, shell: createPowerShell(clock.after), clock, log })
}
