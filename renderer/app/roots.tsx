import { HostDialog } from '../features/hosts/HostDialog.tsx'
import { AppCommands } from './AppCommands.tsx'
import { Palette } from './palette/Palette.tsx'
import { ShortcutSheet } from './palette/ShortcutSheet.tsx'

/** What stands beside every place: dialogs that open from anywhere, and the commands of each feature. */
export function Roots() {
  return (
    <>
      <AppCommands />
      <Palette />
      <ShortcutSheet />
      <HostDialog />
    </>
  )
}
