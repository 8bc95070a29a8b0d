import type { library as words } from '../en/library.ts'
import type { Translation } from '../translation.ts'

export const library: Translation<typeof words> = {
  title: '模型库',
}
