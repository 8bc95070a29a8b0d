import { lookOf } from '../map/shapes.ts'
import { useTexts } from './store.ts'

/** The shape and colour of a group. Says nothing: its name stands beside it, or is read out elsewhere. */
export function GroupMark({ group, size = 10 }: { group: string | null; size?: number }) {
  const groups = useTexts((texts) => texts.groups)
  if (group === null) return <span aria-hidden className="shrink-0" style={{ width: size }} />
  const { outline, fill } = lookOf(groups.indexOf(group))
  return (
    <svg aria-hidden viewBox="-1.3 -1.3 2.6 2.6" width={size} height={size} className="shrink-0">
      <path d={outline} className={fill} />
    </svg>
  )
}
