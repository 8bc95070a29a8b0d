import type { running as words } from '../en/running.ts'
import type { Translation } from '../translation.ts'

export const running: Translation<typeof words> = {
  title: '运行中',
}
