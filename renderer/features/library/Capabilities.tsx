import {
  AudioLines,
  Brain,
  ChartScatter,
  Eye,
  Image,
  MessageSquareText,
  TextCursorInput,
  Wrench,
  type LucideIcon,
} from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge, escapeInvisible } from '../../ui/index.ts'

const icons = {
  completion: MessageSquareText,
  embedding: ChartScatter,
  vision: Eye,
  tools: Wrench,
  thinking: Brain,
  insert: TextCursorInput,
  image: Image,
  audio: AudioLines,
} satisfies Record<string, LucideIcon>

type Known = keyof typeof icons

const isKnown = (capability: string): capability is Known => Object.hasOwn(icons, capability)

export const capabilityIcons: Readonly<Record<Known, LucideIcon>> = icons

/** Label of a capability; the server's own name for one that is unknown here. */
export function useCapabilityLabel(): (capability: string) => string {
  const { t } = useTranslation()
  return useCallback((capability) => (isKnown(capability) ? t(`library.capability.${capability}`) : capability), [t])
}

interface CapabilityIconsProps {
  capabilities: readonly string[] | null
  label: (capability: string) => string
}

/** Capabilities of a model besides completing text, as icons with labels for screen readers, or as the server's word. */
export function CapabilityIcons({ capabilities, label }: CapabilityIconsProps) {
  const shown = (capabilities ?? []).filter((capability) => capability !== 'completion')
  return shown.map((capability) => {
    if (!isKnown(capability)) return <Word key={capability} of={capability} />
    const Icon = icons[capability]
    return (
      <span
        key={capability}
        role="img"
        aria-label={label(capability)}
        title={label(capability)}
        className="flex h-20 items-center"
      >
        <Icon size={14} aria-hidden className="text-ink-2" />
      </span>
    )
  })
}

/** A capability that came with a later version of Ollama. */
function Word({ of }: { of: string }) {
  const word = escapeInvisible(of)
  return (
    <span title={word}>
      <Badge>
        <span className="max-w-120 truncate">{word}</span>
      </Badge>
    </span>
  )
}
