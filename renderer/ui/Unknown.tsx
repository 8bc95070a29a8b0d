/** Shown for a value that the server does not report: a dash, with a text for screen readers. */
export function Unknown({ label }: { label: string }) {
  return (
    <span role="img" aria-label={label} title={label} className="font-normal text-ink-2">
      –
    </span>
  )
}
