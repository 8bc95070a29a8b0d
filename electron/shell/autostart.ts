import path from 'node:path'

/** The autostart folder of Linux desktops (freedesktop.org's autostart specification). */
export function autostartFile(env: NodeJS.ProcessEnv, home: string): string {
  return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'autostart', 'corral.desktop')
}

/**
 * A desktop entry that starts Corral. The arguments of the command are quoted for `Exec`, and the whole value is
 * escaped again as a string of the file.
 */
export function desktopEntry(command: readonly string[], hidden: boolean): string {
  const words = command.map((word) => `"${word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`)
  const exec = [...words, ...(hidden ? ['--hidden'] : [])].join(' ')
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Corral',
    `Exec=${exec.replaceAll('\\', '\\\\')}`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}
