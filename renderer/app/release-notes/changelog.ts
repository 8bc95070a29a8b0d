/** The kinds of changes of Keep a Changelog. */
export const changeKinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'] as const
export type ChangeKind = (typeof changeKinds)[number]

export interface Release {
  version: string
  /** `2026-11-23` */
  date: string
  changes: { kind: ChangeKind; texts: string[] }[]
}

/** The newest release of a changelog in the form of Keep a Changelog; `null` if it has none. */
export function newestRelease(changelog: string): Release | null {
  const [, version, date, body] =
    /^## \[(\d+\.\d+\.\d+[^\]]*)\] - (\d{4}-\d\d-\d\d)$([^]*?)(?=^## |(?![^]))/m.exec(changelog) ?? []
  if (version === undefined || date === undefined || body === undefined) return null
  const changes = body.split(/^### /m).flatMap((section) => {
    const kind = changeKinds.find((one) => section.startsWith(`${one}\n`))
    const texts = [...section.matchAll(/^- (.+)$/gm)].map(([, text = '']) => text)
    return kind === undefined ? [] : [{ kind, texts }]
  })
  return { version, date, changes }
}
