import { lazy, Suspense } from 'react'
import { FirstList } from '../features/desktop/FirstList.tsx'
import { PageRequests } from '../features/desktop/PageRequests.tsx'
import { HostDialog } from '../features/hosts/HostDialog.tsx'
import { LibraryCommands } from '../features/library/LibraryCommands.tsx'
import { PlaygroundCommands } from '../features/playground/PlaygroundCommands.tsx'
import { RunningCommands } from '../features/running/RunningCommands.tsx'
import { SettingsCommands } from '../features/settings/SettingsCommands.tsx'
import { TransferCommands } from '../features/transfers/TransferCommands.tsx'
import { TransferNews } from '../features/transfers/TransferNews.tsx'
import { AppCommands } from './AppCommands.tsx'
import { Palette } from './palette/Palette.tsx'
import { ShortcutSheet } from './palette/ShortcutSheet.tsx'

const RunningDialogs = lazy(() =>
  import('../features/running/RunningDialogs.tsx').then((module) => ({ default: module.RunningDialogs })),
)
const ModelDialogs = lazy(() =>
  import('../features/library/ModelDialogs.tsx').then((module) => ({ default: module.ModelDialogs })),
)
const TransferDialogs = lazy(() =>
  import('../features/transfers/TransferDialogs.tsx').then((module) => ({ default: module.TransferDialogs })),
)

/** What stands beside every place: dialogs that open from anywhere, and the commands of each feature. */
export function Roots() {
  return (
    <>
      <AppCommands />
      <PageRequests />
      <FirstList />
      <LibraryCommands />
      <TransferCommands />
      <TransferNews />
      <RunningCommands />
      <PlaygroundCommands />
      <SettingsCommands />
      <Palette />
      <ShortcutSheet />
      <HostDialog />
      <Suspense>
        <ModelDialogs />
        <TransferDialogs />
        <RunningDialogs />
      </Suspense>
    </>
  )
}
