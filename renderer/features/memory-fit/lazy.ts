import { lazyComponent } from '../../app/lazy-component.tsx'

/** `MemoryFit` and its texts, loaded when they are first shown. */
export const MemoryFit = lazyComponent(async () => (await import('./MemoryFit.tsx')).MemoryFit, 'memoryFit')
