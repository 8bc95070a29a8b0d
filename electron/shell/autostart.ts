import path from 'node:path'

/** Where Linux desktops look for what to start at login (freedesktop.org's autostart specification). */
export function autostartFile(env: NodeJS.ProcessEnv, home: string): string {
  return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'autostart', 'corral.desktop')
}

/**
 * A desktop entry that starts Corral. The words of the command are quoted for `Exec`, and the line once more
 * as every text of such a file is.
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
