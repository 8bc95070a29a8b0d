import { answer } from './call.ts'
import { createKeeper } from './keeper.ts'

answer(self, createKeeper())
