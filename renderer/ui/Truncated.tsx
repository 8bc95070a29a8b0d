import { escapeInvisible } from '#shared/domain/escape-invisible.ts'
import { classes } from './classes.ts'

interface TruncatedProps {
  text: string
  as?: 'span' | 'p' | 'div' | 'h2' | 'h3'
  className?: string
}

/** A text of the user or a server in one line, cut where there is no room; a tooltip has all of it. */
export function Truncated({ text, as: Element = 'span', className }: TruncatedProps) {
  const shown = escapeInvisible(text)
  return (
    <Element title={shown} className={classes('truncate', className)}>
      {shown}
    </Element>
  )
}
