import { blobs } from './blobs.ts'
import { creation } from './create.ts'
import { embeddings } from './embed.ts'
import { general } from './general.ts'
import { library } from './library.ts'
import { openai } from './openai.ts'
import { router } from './router.ts'
import { running } from './running.ts'
import { transfers } from './transfers.ts'

export const routes = router({
  ...general,
  ...library,
  ...transfers,
  ...running,
  ...embeddings,
  ...blobs,
  ...creation,
  ...openai,
})
