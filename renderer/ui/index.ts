/**
 * The design system: every control of the page comes from here, so that all look and behave alike.
 *
 * - Sizes are pixels (`p-10`, `h-28`), colours only those of `app/theme.css` (`text-ink-2`, `bg-panel`);
 *   text is `text-body` by default, `text-title`, `text-caption` or `font-mono text-code`. Figures that
 *   change or stand in columns get `figures`, text worth copying `selectable`.
 * - Texts are passed as props, already translated; a control without visible text takes a `label`.
 * - Icons are Lucide components, passed as `icon={Trash2}`; 16 px is the default.
 * - A page is `<Page><PageHeader … />…</Page>`. While it loads it shows a `Skeleton`, without content an
 *   `EmptyState`, after a failure a `ProblemView`; `notify` reports what an act did.
 * - Menus are lists of `MenuEntry`, the same for a `Menu` and a `ContextMenu`.
 */
export { useAsked } from './asked.ts'
export { Badge, StateDot } from './Badge.tsx'
export { MemoryBar, ProgressBar, seriesClass, seriesColors, type MemoryPart, type Segment } from './Bars.tsx'
export { Button, ButtonLink } from './Button.tsx'
export { classes } from './classes.ts'
export { CopyButton } from './CopyButton.tsx'
export { ConfirmDialog, Dialog } from './Dialog.tsx'
export { keyedPart, useFinalFocus } from './focus.ts'
export { Field, SearchInput, TextArea, TextInput } from './Field.tsx'
export { IconButton } from './IconButton.tsx'
export { Kbd } from './Kbd.tsx'
export { Card, EmptyState, Page, PageHeader, Skeleton } from './Layout.tsx'
export { ContextMenu, Menu, type MenuEntry } from './Menu.tsx'
export { useModelLabel } from './model-label.ts'
export { ModelName } from './ModelName.tsx'
export { NumberInput } from './NumberInput.tsx'
export { Popover } from './Popover.tsx'
export { ProblemView } from './ProblemView.tsx'
export { useProblemText } from './problem-text.ts'
export { Segmented } from './Segmented.tsx'
export { Select } from './Select.tsx'
export { Suggest, SuggestInput, SuggestList } from './Suggest.tsx'
export { TabPanel, Tabs } from './Tabs.tsx'
export { notify, Toasts } from './Toasts.tsx'
export { Checkbox, Chip } from './Toggles.tsx'
export { titleCutTexts, Truncated } from './Truncated.tsx'
export { Unknown } from './Unknown.tsx'
export { escapeInvisible } from '#shared/domain/escape-invisible.ts'
