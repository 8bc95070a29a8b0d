import { general } from './general.ts'
import { library } from './library.ts'
import { router } from './router.ts'
import { running } from './running.ts'
import { transfers } from './transfers.ts'

export const routes = router({ ...general, ...library, ...transfers, ...running })
