import { expect, test } from 'vitest'
import { estimate } from '#shared/domain/memory-fit/estimate.ts'
import { estimateByDefault } from '#shared/domain/memory-fit/fit.ts'
import { memoryModelOf } from '#shared/domain/memory-fit/model.ts'
import { estimateUnpulled } from '#shared/domain/memory-fit/unpulled.ts'
import type { Machine } from '#shared/domain/memory-fit/setting.ts'
import type { Tensor } from '#shared/contract/library.ts'
import { started } from '../testing/start.ts'
import { readMachine } from './machine.ts'

/*
 * Corral's estimate against the sandbox, whose arithmetic is its own: where they differ, one of them does not follow
 * Ollama.
 */

interface Shown {
  details: { format: string; family: string; parameter_size: string; quantization_level: string }
  model_info: Record<string, unknown>
  tensors: Tensor[]
  capabilities: string[]
  projector_info?: object
}

const names = [
  'llama3.2:latest',
  'llama3.1:8b',
  'qwen3:32b',
  'qwen2.5-coder:7b',
  'granite3.3:8b',
  'phi4-mini:latest',
  'gemma3:12b-it-qat',
  'mistral-small3.2:24b',
  'bge-m3:latest',
  'nomic-embed-text:v1.5',
]

function modelOf(shown: Shown, file: number | null) {
  return memoryModelOf({
    info: shown.model_info,
    tensors: shown.tensors,
    format: shown.details.format,
    file,
    capabilities: shown.capabilities,
    hasProjector: shown.projector_info !== undefined,
    isCloud: false,
    parameters: {},
  })
}

test.each(['none', '1:24', '1:8', '2:12,8', '2:4,3'])('the estimate is what the sandbox lists on %s', async (text) => {
  const machine = readMachine(text) ?? expect.fail()
  const { post, get, clock } = await started({ rate: 0, machine })
  const tags = (await get('/api/tags')) as { models: { name: string; size: number }[] }
  const devices = machine.gpus.map((bytes) => ({ free: bytes, total: bytes }))
  const estimated: Machine = { devices, ram: { available: machine.ram, total: machine.ram } }
  const differences: string[] = []
  for (const name of names)
    for (const num_ctx of [2048, 8192, 40_000]) {
      const shown = (await post('/api/show', { model: name })).body as unknown as Shown
      const model = modelOf(shown, tags.models.find((one) => one.name === name)?.size ?? null)
      const loads = shown.capabilities.includes('embedding') ? '/api/embed' : '/api/generate'
      await post(loads, { model: name, options: { num_ctx } })
      const { models } = (await get('/api/ps')) as { models: { size: number; size_vram: number }[] }
      const [listed = expect.fail(name)] = models
      const { gpu, cpu, parts, placement } = estimate(model, {
        context: num_ctx,
        version: '0.33.0',
        machine: estimated,
      })
      // What is on the CPU is not listed if all layers are on GPUs, and image encoders never are.
      const isWhole = listed.size === listed.size_vram
      const expected = (isWhole ? gpu : gpu + cpu) - parts.projector
      const off = expected / listed.size - 1
      if (!(Math.abs(off) < 0.01)) differences.push(`${name} ${num_ctx}: ${(off * 100).toFixed(1)} %`)
      const projectors = placement?.devices.reduce((sum, { projector }) => sum + projector, 0) ?? 0
      const moved = (gpu - projectors - listed.size_vram) / listed.size
      if (!(Math.abs(moved) < 0.03)) differences.push(`${name} ${num_ctx}: ${(moved * 100).toFixed(1)} % on the GPU`)
      await post(loads, { model: name, keep_alive: 0 })
      await clock.advance(100)
    }
  expect(differences).toEqual([])
})

test.each(['llama3.2:latest', 'llama3.1:8b', 'qwen3:32b', 'qwen2.5-coder:7b'])(
  'the estimate of %s before it is pulled is that of the installed one',
  async (name) => {
    const { post, get } = await started({ rate: 0 })
    const tags = (await get('/api/tags')) as { models: { name: string; size: number }[] }
    const shown = (await post('/api/show', { model: name })).body as unknown as Shown
    const size = tags.models.find((one) => one.name === name)?.size ?? expect.fail()
    const { family, parameter_size: parameters, quantization_level: fileType } = shown.details
    const setting = { version: '0.33.0', machine: null }
    const before = estimateUnpulled(
      {
        format: 'gguf',
        layers: [{ kind: 'weights', digest: '', size, isPresent: null }],
        model: { family, parameters, fileType, context: null },
      },
      setting,
    )
    const after = estimateByDefault(modelOf(shown, size), setting)
    expect(Math.abs((before?.total ?? 0) / (after.total ?? 0) - 1)).toBeLessThan(0.03)
  },
)
