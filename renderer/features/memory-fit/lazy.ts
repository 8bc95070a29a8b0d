import { lazyComponent } from '../../app/lazy-component.tsx'

/** These and their texts are loaded when they are first shown. */
export const MemoryFit = lazyComponent(async () => (await import('./MemoryFit.tsx')).MemoryFit, 'memoryFit')
export const PullFit = lazyComponent(async () => (await import('./PullFit.tsx')).PullFit, 'memoryFit')
