import type { Model } from '#shared/contract/library.ts'

/** A model as the core lists it, for tests; only what matters to one is named. */
export function testModel(
  name: string,
  { details, ...rest }: Partial<Omit<Model, 'details'>> & { details?: Partial<Model['details']> } = {},
): Model {
  return {
    name,
    digest: `${name.length}`.padStart(64, '0'),
    size: 1e9,
    modifiedAt: null,
    capabilities: ['completion'],
    cloud: null,
    copies: [],
    readOnly: false,
    ...rest,
    details: {
      format: 'gguf',
      family: 'llama',
      parameterSize: '',
      quantization: '',
      contextLength: null,
      embeddingLength: null,
      ...details,
    },
  }
}
