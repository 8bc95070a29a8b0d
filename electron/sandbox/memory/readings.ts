import { unreadGpu, type MachineMemory, type OllamaProcess } from '../../core/memory/machine-memory.ts'
import type { Runner } from '../runners.ts'
import type { Machine } from './machine.ts'

const SERVER = 1
const MIB = 2 ** 20
/** Resident memory of the server and of a runner beside the model. */
const RESIDENT = 60 * MIB

/** The readings that a system would give of the sandbox's computer: nothing but its models uses memory. */
export function sandboxMemory(machine: Machine, models: { loaded(): readonly Runner[] }): MachineMemory {
  const runners = () => models.loaded().map(({ footprint }, index) => ({ pid: SERVER + 1 + index, footprint }))
  return {
    every: 2_000,
    ollamaAt: async () => [
      { pid: SERVER, name: 'ollama', isRunner: false, ram: RESIDENT },
      ...runners().map(({ pid, footprint }): OllamaProcess => ({
        pid,
        name: 'llama-server',
        isRunner: true,
        ram: RESIDENT + footprint.cpu,
      })),
    ],
    async read() {
      const held = runners()
      const onCpu = held.reduce((sum, { footprint }) => sum + footprint.cpu, 0)
      const used = machine.gpus.map((_, gpu) =>
        held.reduce((sum, { footprint }) => sum + (footprint.gpus[gpu] ?? 0), 0),
      )
      const onGpu = machine.isUnified ? used.reduce((sum, bytes) => sum + bytes, 0) : 0
      const available = Math.max(0, machine.ram - onCpu - onGpu - RESIDENT * (1 + held.length))
      return {
        ram: { total: machine.ram, available },
        gpus: machine.gpus.map((total, gpu) => {
          const free = Math.max(0, total - (used[gpu] ?? 0))
          return {
            ...unreadGpu(`sandbox-${gpu}`),
            total,
            used: used[gpu] ?? 0,
            free: machine.isUnified ? Math.min(free, available) : free,
            isUnified: machine.isUnified,
          }
        }),
        gpuUses: held.flatMap(({ pid, footprint }) =>
          footprint.gpus.map((bytes, gpu) => ({ pid, gpu: `sandbox-${gpu}`, bytes })),
        ),
      }
    },
    rest() {},
  }
}
