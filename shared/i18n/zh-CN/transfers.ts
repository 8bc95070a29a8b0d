import type { transfers as words } from '../en/transfers.ts'
import type { Translation } from '../translation.ts'

export const transfers: Translation<typeof words> = {
  title: '传输',
}
