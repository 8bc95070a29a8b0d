import type { Model } from '#shared/contract/library.ts'

/** A model for tests; `more` overrides what matters to one. */
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
    hasParent: false,
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
