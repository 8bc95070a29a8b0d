import { isBinName } from '#shared/domain/bin-names.ts'
import { useModelLabel } from './model-label.ts'
import { classes } from './classes.ts'
import { escapeInvisible } from '#shared/domain/escape-invisible.ts'

/** Splits a name, as the server lists it, into the parts that are styled differently. */
export function splitName(name: string): { path: string; model: string; tag: string } {
  const slash = name.lastIndexOf('/') + 1
  const colon = name.indexOf(':', slash)
  const end = colon < 0 ? name.length : colon
  return { path: name.slice(0, slash), model: name.slice(slash, end), tag: name.slice(end) }
}

/**
 * A model's name with its tag in the secondary colour. In a narrow space the registry and namespace are
 * truncated first, so that model and tag stay readable. `wrap` breaks long names over lines instead. A name of the bin
 * is shown as that of the model that had it.
 */
export function ModelName(props: ModelNameProps) {
  return isBinName(props.name) ? <FormerName {...props} /> : <SplitName {...props} />
}

interface ModelNameProps {
  name: string
  wrap?: boolean
  className?: string
}

function FormerName(props: ModelNameProps) {
  return <SplitName {...props} name={useModelLabel()(props.name)} />
}

function SplitName({ name, wrap = false, className }: ModelNameProps) {
  const { path, model, tag } = splitName(escapeInvisible(name))
  if (wrap)
    return (
      <span className={classes('font-semibold wrap-anywhere', className)}>
        {path}
        {model}
        <span className="font-normal text-ink-2">{tag}</span>
      </span>
    )
  return (
    <span className={classes('inline-flex max-w-full min-w-0 whitespace-pre', className)} title={name}>
      {path === '' ? null : <span className="min-w-0 shrink-[1000] truncate text-ink-2">{path}</span>}
      <span className="min-w-0 shrink truncate font-semibold">{model}</span>
      <span className="shrink-0 text-ink-2">{tag}</span>
    </span>
  )
}
