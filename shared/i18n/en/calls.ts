export const calls = {
  show: 'Show the call',
  note: 'Corral reads the list of models before and between these requests. A request that is refused ends the act.',
  none: 'Nothing is sent yet: fill in the fields first.',
  as: 'Form of the call',
  api: 'API call',
  command: 'Command line',
  copyCall: 'Copy the call',
  copyCommand: 'Copy the command',
} as const
