/** Stands for what a server does not say: a dash to the eye, a word to a screen reader. */
export function Unknown({ label }: { label: string }) {
  return (
    <span role="img" aria-label={label} title={label} className="font-normal text-ink-2">
      –
    </span>
  )
}
