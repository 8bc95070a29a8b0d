import { lazy, Suspense } from 'react'
import { HostDialog } from '../features/hosts/HostDialog.tsx'
import { RunningCommands } from '../features/running/RunningCommands.tsx'
import { TransferCommands } from '../features/transfers/TransferCommands.tsx'
import { TransferNews } from '../features/transfers/TransferNews.tsx'
import { AppCommands } from './AppCommands.tsx'
import { Palette } from './palette/Palette.tsx'
import { ShortcutSheet } from './palette/ShortcutSheet.tsx'

const RunningDialogs = lazy(() =>
  import('../features/running/RunningDialogs.tsx').then((module) => ({ default: module.RunningDialogs })),
)
const TransferDialogs = lazy(() =>
  import('../features/transfers/TransferDialogs.tsx').then((module) => ({ default: module.TransferDialogs })),
)

/** What stands beside every place: dialogs that open from anywhere, and the commands of each feature. */
export function Roots() {
  return (
    <>
      <AppCommands />
      <TransferCommands />
      <TransferNews />
      <RunningCommands />
      <Palette />
      <ShortcutSheet />
      <HostDialog />
      <Suspense>
        <TransferDialogs />
        <RunningDialogs />
      </Suspense>
    </>
  )
}
