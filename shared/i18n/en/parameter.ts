/** Explanations of the parameters of a Modelfile, after Ollama's documentation. */
export const parameter = {
  num_ctx: 'Context size in tokens. If unset, it depends on GPU memory or OLLAMA_CONTEXT_LENGTH.',
  temperature:
    'How freely the next token is chosen. Low values keep to the most likely ones, high values bring in others.',
  top_k: 'Only this many of the most likely tokens are considered.',
  top_p: 'Only the most likely tokens that together reach this probability are considered.',
  min_p: 'Tokens less likely than this share of the most likely one are left out.',
  typical_p: 'Only tokens about as surprising as usual are considered; 1 turns this off.',
  repeat_last_n: 'How many tokens back to look for repetition. 0 turns this off, −1 is the whole context.',
  repeat_penalty: 'How strongly repetition is penalized. 1 turns this off.',
  presence_penalty: 'Penalty for a token that has occurred before.',
  frequency_penalty: 'Penalty for a token for each time it has occurred.',
  seed: 'Start of the random numbers. The same seed gives the same answer.',
  stop: 'Texts that end the answer.',
  num_predict: 'Most tokens of an answer. −1 means no limit.',
  num_keep: 'Tokens kept from the beginning when the context is full.',
  num_batch: 'Prompt tokens processed together.',
  num_gpu: 'Layers placed on the GPU.',
  num_thread: 'Processor threads to use.',
  draft_num_predict: 'Tokens that a draft model guesses ahead. 0 turns this off.',
} as const
