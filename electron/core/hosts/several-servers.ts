/**
 * Tells when one address has several servers behind it, as a balancer or two records of one name have: a
 * list is wholly replaced by another and comes back. One change alone may be the user's own.
 */
export function watchForSeveral(): (names: readonly string[]) => boolean {
  let before: ReadonlySet<string> = new Set()
  let last: ReadonlySet<string> = new Set()
  let several = false
  return (names) => {
    if (several || names.length === 0) return several
    const now = new Set(names)
    if (names.some((name) => last.has(name))) last = now
    else {
      several = names.some((name) => before.has(name))
      before = last
      last = now
    }
    return several
  }
}
