import { common } from './common.ts'
import { library } from './library.ts'

/** The texts of the first paint. */
export const first = { common, library } as const
