/** An image encoder in a file of its own. */
export interface Projector {
  /** Bytes of the file. */
  size: number
  parameterCount: number
  blocks: number
  embedding: number
  feedForward: number
  heads: number
  imageSize: number
  patchSize: number
  more: Record<string, unknown>
}

/** Its metadata, with arrays as they are. */
export function projectorEntries(projector: Projector): Record<string, unknown> {
  return {
    'general.architecture': 'clip',
    'general.description': 'image encoder and projector',
    'general.file_type': 1,
    'general.parameter_count': projector.parameterCount,
    'clip.has_text_encoder': false,
    'clip.has_vision_encoder': true,
    'clip.use_gelu': true,
    'clip.vision.attention.head_count': projector.heads,
    'clip.vision.attention.layer_norm_epsilon': 1e-6,
    'clip.vision.block_count': projector.blocks,
    'clip.vision.embedding_length': projector.embedding,
    'clip.vision.feed_forward_length': projector.feedForward,
    'clip.vision.image_mean': [0.5, 0.5, 0.5],
    'clip.vision.image_size': projector.imageSize,
    'clip.vision.image_std': [0.5, 0.5, 0.5],
    'clip.vision.patch_size': projector.patchSize,
    'clip.vision.projection_dim': 0,
    ...projector.more,
  }
}
