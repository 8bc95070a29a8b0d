import type { playground as words } from '../en/playground.ts'
import type { Translation } from '../translation.ts'

export const playground: Translation<typeof words> = {
  title: '嵌入试验场',
}
