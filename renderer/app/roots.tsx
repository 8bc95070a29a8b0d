import { Suspense, useEffect, useState, type ReactNode } from 'react'
import { DesktopCommands } from '../features/desktop/DesktopCommands.tsx'
import { PageRequests } from '../features/desktop/PageRequests.tsx'
import { useHostDialog } from '../features/hosts/dialog.ts'
import { useModelDialogs } from '../features/library/dialogs.ts'
import { PlaygroundCommands } from '../features/playground/PlaygroundCommands.tsx'
import { useRunningDialogs } from '../features/running/dialogs.ts'
import { useImport } from '../features/portable/import.ts'
import { PortableCommands } from '../features/portable/PortableCommands.tsx'
import { RunningCommands } from '../features/running/RunningCommands.tsx'
import { SettingsCommands } from '../features/settings/SettingsCommands.tsx'
import { useTransferDialogs } from '../features/transfers/dialogs.ts'
import { TransferCommands } from '../features/transfers/TransferCommands.tsx'
import { useUpdateDialogs } from '../features/updates/dialogs.ts'
import { useTryDialog } from '../features/try/dialog.ts'
import { UpdateCommands } from '../features/updates/UpdateCommands.tsx'
import { TransferNews } from '../features/transfers/TransferNews.tsx'
import { AppCommands } from './AppCommands.tsx'
import { EventStream } from './data/events.ts'
import { SeveralServersNotice } from './frame/SeveralServersNotice.tsx'
import { preloadComponents, lazyComponent } from './lazy-component.tsx'
import { PageStateSaving } from './page-state-saving.ts'
import { usePalette } from './palette/commands.ts'
import { useShortcutSheet } from './shortcuts.ts'

const HistoryCommands = lazyComponent(
  async () => (await import('../features/history/HistoryCommands.tsx')).HistoryCommands,
  'history',
)
const Palette = lazyComponent(async () => (await import('./palette/Palette.tsx')).Palette)
const ShortcutSheet = lazyComponent(async () => (await import('./palette/ShortcutSheet.tsx')).ShortcutSheet)
const ModelDialogs = lazyComponent(
  async () => (await import('../features/library/ModelDialogs.tsx')).ModelDialogs,
  'bin',
)
const TransferDialogs = lazyComponent(
  async () => (await import('../features/transfers/TransferDialogs.tsx')).TransferDialogs,
)
const RunningDialogs = lazyComponent(
  async () => (await import('../features/running/RunningDialogs.tsx')).RunningDialogs,
  'presets',
)
const ImportDialog = lazyComponent(async () => (await import('../features/portable/ImportDialog.tsx')).ImportDialog)
const TryDialogs = lazyComponent(
  async () => (await import('../features/try/TryDialogs.tsx')).TryDialogs,
  'inspector',
  'try',
)
const UpdateDialogs = lazyComponent(
  async () => (await import('../features/updates/UpdateDialogs.tsx')).UpdateDialogs,
  'updates',
  'bin',
)
const HostDialog = lazyComponent(async () => (await import('../features/hosts/HostDialog.tsx')).HostDialog)

/** What every page needs after its first paint: dialogs that open from anywhere, notices, the commands of each feature. */
export function Roots() {
  return (
    <>
      <AppCommands />
      <PageStateSaving />
      <PageRequests />
      <DesktopCommands />
      <TransferCommands />
      <TransferNews />
      <EventStream />
      <SeveralServersNotice />
      <UpdateCommands />
      <RunningCommands />
      <PlaygroundCommands />
      <SettingsCommands />
      <PortableCommands />
      <Suspense>
        <HistoryCommands />
      </Suspense>
      <Dialogs />
    </>
  )
}

/** Each dialog is mounted when it is first opened, and stays mounted. */
function Dialogs() {
  useEffect(preloadComponents, [])
  return (
    <>
      <OnceOpen open={usePalette(({ isOpen }) => isOpen)}>
        <Palette />
      </OnceOpen>
      <OnceOpen open={useShortcutSheet(({ isOpen }) => isOpen)}>
        <ShortcutSheet />
      </OnceOpen>
      <OnceOpen open={useHostDialog(({ isOpen }) => isOpen)}>
        <HostDialog />
      </OnceOpen>
      <OnceOpen open={useImport(({ isOpen }) => isOpen)}>
        <ImportDialog />
      </OnceOpen>
      <OnceOpen open={useModelDialogs(({ isOpen }) => isOpen)}>
        <ModelDialogs />
      </OnceOpen>
      <OnceOpen open={useTransferDialogs(({ open }) => open !== null)}>
        <TransferDialogs />
      </OnceOpen>
      <OnceOpen open={useUpdateDialogs(({ open }) => open !== null)}>
        <UpdateDialogs />
      </OnceOpen>
      <OnceOpen open={useTryDialog(({ name }) => name !== null)}>
        <TryDialogs />
      </OnceOpen>
      <OnceOpen open={useRunningDialogs(({ open }) => open !== null)}>
        <RunningDialogs />
      </OnceOpen>
    </>
  )
}

function OnceOpen({ open, children }: { open: boolean; children: ReactNode }) {
  const [wasOpen, setWasOpen] = useState(open)
  if (open && !wasOpen) setWasOpen(true)
  return wasOpen ? <Suspense>{children}</Suspense> : null
}
