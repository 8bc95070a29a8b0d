import type { parameter as en } from '../en/parameter.ts'
import type { Translation } from '../index.ts'

export const parameter: Translation<typeof en> = {
  num_ctx: '上下文的词元数。由服务器决定时，取决于 GPU 的内存或 OLLAMA_CONTEXT_LENGTH。',
  temperature: '选择下一个词元的自由程度。低则只取最可能的，高则引入其他的。',
  top_k: '只考虑这么多个最可能的词元。',
  top_p: '只考虑合起来达到此概率的最可能的词元。',
  min_p: '可能性低于最可能者这一比例的词元被排除。',
  typical_p: '只考虑意外程度寻常的词元；1 表示不用。',
  repeat_last_n: '往回多少个词元查找重复。0 为不查，−1 为整个上下文。',
  repeat_penalty: '对重复的惩罚程度。1 为不惩罚。',
  presence_penalty: '对出现过的词元的惩罚。',
  frequency_penalty: '词元每出现一次所加的惩罚。',
  seed: '随机数的起点。相同的种子再次给出相同的回答。',
  stop: '回答在这些文本处结束。',
  num_predict: '回答的最多词元数。−1 为不限。',
  num_keep: '上下文已满时开头保留的词元数。',
  num_batch: '一起处理的提示词元数。',
  num_gpu: '放在 GPU 上的层数。',
  num_thread: '处理器的线程数。',
  draft_num_predict: '草稿模型提前猜测的词元数。0 为不猜。',
}
