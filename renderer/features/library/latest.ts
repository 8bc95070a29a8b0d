/**
 * The same work without doing it again for what it was asked last. Unlike `useMemo` it outlives what shows
 * the result: a list of thousands has not changed when somebody comes back to it.
 */
export function latest<Asked extends readonly unknown[], Result>(
  work: (...asked: Asked) => Result,
): (...asked: Asked) => Result {
  let last: { asked: Asked; result: Result } | undefined
  return (...asked) => {
    if (last === undefined || asked.some((one, at) => !Object.is(one, last?.asked[at])))
      last = { asked, result: work(...asked) }
    return last.result
  }
}
