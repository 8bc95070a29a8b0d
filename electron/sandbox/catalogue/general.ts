/** What `general.*` says of a published model. */
export function general(
  basename: string,
  sizeLabel: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { basename, size_label: sizeLabel, type: 'model', ...more }
}
