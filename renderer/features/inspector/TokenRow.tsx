import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Token } from '#shared/contract/library.ts'
import { tokenPieces, type TokenizerKind, type TokenPiece } from '#shared/domain/token-text.ts'
import { classes, CopyButton, escapeInvisible } from '../../ui/index.ts'

export const TOKEN_ROW = 26

const looks: Record<TokenPiece['kind'], string> = {
  text: '',
  blank: 'text-accent-text',
  byte: 'text-warning',
}

const types = ['normal', 'unknown', 'control', 'userDefined', 'unused', 'byte'] as const

/** Label of a token type by its GGUF number, from 1 on. */
export function useTokenTypeLabel(): (type: number) => string {
  const { t } = useTranslation()
  return (type) => {
    const known = types[type - 1]
    return known === undefined ? String(type) : t(`inspector.tokens.type.${known}`)
  }
}

interface TokenRowProps {
  token: Token
  kind: TokenizerKind
  at: number
  marked?: boolean
  /** Scrolls the whole list to it. */
  onGoTo?: ((id: number) => void) | undefined
}

/** A token with its id, its text with visible spaces and bytes, its type and its score. */
export const TokenRow = memo(function TokenRow({ token, kind, at, marked = false, onGoTo }: TokenRowProps) {
  const { t } = useTranslation()
  const typeWord = useTokenTypeLabel()
  const { id, text, type, score } = token
  return (
    <div
      role="row"
      aria-rowindex={at + 1}
      className={classes(
        'group absolute top-0 left-0 flex h-26 w-full items-center gap-10 px-14 font-mono text-[11.5px]',
        marked ? 'bg-soft' : 'hover:bg-hover',
      )}
      style={{ transform: `translateY(${at * TOKEN_ROW}px)` }}
    >
      <span role="cell" className="figures w-50 shrink-0 text-right text-ink-2">
        {onGoTo ? (
          <button
            type="button"
            aria-label={t('inspector.tokens.show', { id })}
            onClick={() => onGoTo(id)}
            className="figures rounded-small hover:text-ink hover:underline"
          >
            {id}
          </button>
        ) : (
          id
        )}
      </span>
      <span role="cell" className="selectable min-w-0 flex-1 truncate whitespace-pre" title={text}>
        {tokenPieces(kind, text, type).map((piece, index) => (
          <span key={index} className={looks[piece.kind]}>
            {escapeInvisible(piece.text)}
          </span>
        ))}
      </span>
      {score !== null && score !== 0 && (
        <span role="cell" className="figures shrink-0 text-ink-2">
          {score.toFixed(Number.isInteger(score) ? 0 : 2)}
        </span>
      )}
      {type !== null && type !== 1 && (
        <span role="cell" className="shrink-0 font-sans text-caption text-ink-2">
          {typeWord(type)}
        </span>
      )}
      <span role="cell" className="-mr-8 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        <CopyButton text={text} label={t('inspector.tokens.copy', { id })} />
      </span>
    </div>
  )
})
