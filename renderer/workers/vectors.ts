import { answer } from './call.ts'
import { createVectorStore } from './vector-store.ts'

answer(self, createVectorStore())
