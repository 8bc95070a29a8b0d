import type { inspector as words } from '../en/inspector.ts'
import type { Translation } from '../translation.ts'

export const inspector: Translation<typeof words> = {
  title: '模型',
}
