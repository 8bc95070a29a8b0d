import type { first as english } from '../en/first.ts'
import type { Translation } from '../index.ts'
import { common } from './common.ts'
import { library } from './library.ts'

/** The texts of the first paint. */
export const first: Translation<typeof english> = { common, library }
