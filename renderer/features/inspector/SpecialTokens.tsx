import { useTranslation } from 'react-i18next'
import type { Vocabulary } from '#shared/contract/library.ts'
import { escapeInvisible } from '../../ui/index.ts'

const roles = ['bos', 'eos', 'eot', 'eom', 'unknown', 'separator', 'padding', 'mask', 'cls'] as const
type Role = (typeof roles)[number]

const isKnown = (role: string): role is Role => (roles as readonly string[]).includes(role)

interface SpecialTokensProps {
  vocabulary: Vocabulary
  onGoTo: (id: number) => void
}

/** The special tokens with their roles; a click scrolls the list to the token. */
export function SpecialTokens({ vocabulary: { special }, onGoTo }: SpecialTokensProps) {
  const { t } = useTranslation()
  if (special.length === 0) return null
  return (
    <ul aria-label={t('inspector.tokens.special')} className="max-h-84 overflow-y-auto">
      {special.map(({ role, id, text }) => (
        <li key={`${role} ${id}`}>
          <button
            type="button"
            onClick={() => onGoTo(id)}
            disabled={text === null}
            title={isKnown(role) ? t(`inspector.gguf.tokenizer_${role}_token_id`) : undefined}
            className="flex w-full items-baseline gap-6 rounded-small py-1 text-left enabled:hover:bg-hover"
          >
            <span className="w-124 shrink-0 truncate text-caption text-ink-2">
              {isKnown(role) ? t(`inspector.tokens.role.${role}`) : escapeInvisible(role)}
            </span>
            <span className="min-w-0 flex-1 truncate font-mono text-code font-semibold">
              {text === null ? t('inspector.tokens.beyond') : escapeInvisible(text)}
            </span>
            <span className="figures shrink-0 text-caption text-ink-2">{id}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
