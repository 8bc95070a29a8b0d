import type { Messages } from '../en/index.ts'
import type { Translation } from '../index.ts'

export const calls: Translation<Messages['calls']> = {
  show: '显示调用',
  note: 'Corral 会在这些请求之前和之间读取模型列表。被拒绝的请求会结束该操作。',
  none: '尚无可发送的内容：请先填写各项。',
  as: '调用的形式',
  api: 'API 调用',
  command: '命令行',
  copyCall: '复制调用',
  copyCommand: '复制命令',
}
