import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UpdateText } from '#shared/contract/updates.ts'
import { useFormat } from '../../app/i18n.ts'
import { Button, classes, escapeInvisible } from '../../ui/index.ts'
import { diffOf, type Block, type Line } from './diff.ts'

export type DiffColumns = 'one' | 'two'

interface TextDiffProps {
  text: UpdateText
  columns: DiffColumns
}

/** What changes in a text, line by line; removed and added lines also have a sign, not colour alone. */
export function TextDiff({ text: { before, after }, columns }: TextDiffProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { blocks, left } = useMemo(() => diffOf(before, after), [before, after])
  return (
    <div className="selectable overflow-hidden rounded-control border border-line bg-inset font-mono text-[11.5px] leading-18">
      {blocks.map((block, at) => (
        // Blocks never move.
        <BlockView key={at} block={block} columns={columns} />
      ))}
      {left > 0 && (
        <p className="border-t border-line px-10 py-4 font-sans text-caption text-ink-2">
          {t('updates.review.cut', { count: left, value: format.count(left) })}
        </p>
      )}
    </div>
  )
}

function BlockView({ block, columns }: { block: Block; columns: DiffColumns }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  if (block.kind === 'folded' && !isOpen) {
    const count = block.lines.length
    return (
      <Button
        variant="ghost"
        className="h-24 w-full justify-start font-sans text-caption"
        onClick={() => setOpen(true)}
      >
        {t('updates.review.same', { count, value: format.count(count) })}
      </Button>
    )
  }
  if (block.kind === 'differs') {
    const rows = Array.from({ length: Math.max(block.before.length, block.after.length) }, (_, at) => at)
    return columns === 'two' ? (
      rows.map((at) => (
        <div key={at} className="grid grid-cols-2">
          <LineView kind="removed" line={block.before[at]} />
          <LineView kind="added" line={block.after[at]} />
        </div>
      ))
    ) : (
      <>
        {block.before.map((line) => (
          <LineView key={line.n} kind="removed" line={line} />
        ))}
        {block.after.map((line) => (
          <LineView key={line.n} kind="added" line={line} />
        ))}
      </>
    )
  }
  return block.lines.map(({ before, after }) =>
    columns === 'two' ? (
      <div key={before} className="grid grid-cols-2">
        <LineView kind="same" line={{ ...after, n: before }} />
        <LineView kind="same" line={after} />
      </div>
    ) : (
      <LineView key={before} kind="same" line={after} />
    ),
  )
}

const signs = { same: ' ', removed: '−', added: '+' } as const
const looks = { same: 'text-ink-2', removed: 'bg-bad-soft', added: 'bg-good-soft' } as const
const elements = { same: 'span', removed: 'del', added: 'ins' } as const

/** A place without a line, beside one that was added or removed, is empty. */
function LineView({ kind, line }: { kind: keyof typeof signs; line: Line | undefined }) {
  if (!line) return <span aria-hidden />
  const Text = elements[kind]
  return (
    <div className={classes('flex min-w-0', looks[kind])}>
      <span aria-hidden className="w-36 shrink-0 pr-6 text-right text-ink-2 select-none">
        {line.n}
      </span>
      <span aria-hidden className="w-14 shrink-0 select-none">
        {signs[kind]}
      </span>
      <Text className="min-w-0 flex-1 pr-6 whitespace-pre-wrap no-underline wrap-anywhere">
        {escapeInvisible(line.text)}
      </Text>
    </div>
  )
}
