import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Host, HostMemory as Memory } from '#shared/contract/hosts.ts'
import { useFormat } from '../../app/i18n.ts'
import { TypedMemory } from '../memory-fit/TypedMemory.tsx'

/** What the user typed of the memory of a host's computer, and the fields for it; closed at first. */
export function HostMemory({ host }: { host: Host }) {
  const text = useMemoryText()
  return (
    <details className="group mt-8 text-caption text-ink-2">
      <summary className="flex w-fit items-center gap-5 rounded-small">
        <ChevronRight size={13} aria-hidden className="transition-transform duration-100 group-open:rotate-90" />
        {text(host.memory)}
      </summary>
      <div className="mt-6 max-w-480 pl-18 text-body text-ink">
        <TypedMemory host={host} />
      </div>
    </details>
  )
}

function useMemoryText(): (memory: Memory | null) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (memory) => {
    if (memory === null) return t('hosts.memory.none')
    const { gpus, isUnified, ram, cacheType, slots } = memory
    const words = [
      ...(gpus?.length === 0
        ? [t('hosts.memory.noGpu')]
        : (gpus ?? []).map((gib) => t('hosts.memory.gpu', { gib: String(gib) }))),
      ...(ram === null ? [] : [t(isUnified ? 'hosts.memory.shared' : 'hosts.memory.system', { gib: String(ram) })]),
      ...(cacheType === null ? [] : [t('hosts.memory.cache', { type: cacheType })]),
      ...(slots === null ? [] : [t('hosts.memory.slots', { count: slots })]),
    ]
    if (words.length === 0) return t('hosts.memory.none')
    return t('hosts.memory.typed', { list: format.list(words) })
  }
}
