/** Notices about Corral's files, and about work that an earlier run left unfinished. */
export const notices = {
  label: 'Notices',
  dismiss: 'Hide these notices; they stay in Settings',
  copy: 'Copy:',
  folder: 'Data folder',
  openFolder: 'Open folder',
  copyPath: 'Copy path',
  /** What each file contains. */
  holds: {
    settings: 'Settings',
    hosts: 'List of hosts',
    transfers: 'Unfinished transfers',
    library: 'Columns and order of the library',
    playground: 'Texts and runs of the playground',
    operations: 'Record of transfers and changes',
    seen: 'Models last seen on a host',
    secrets: 'Saved tokens and passwords',
    window: 'Window position',
    version: 'Version that ran last',
    notes: 'Notes',
    presets: 'Load presets',
    lock: 'Lock of the data folder',
    log: 'Log',
    other: 'File',
  },
  file_set_aside: {
    title: '{{what}}: {{file}} could not be read',
    text: 'Corral started without it. Nothing was deleted: it was renamed.',
  },
  last_good_used: {
    title: '{{what}}: {{file}} could not be read',
    text: 'Its last good copy is used, so the latest change may be missing.',
  },
  entries_set_aside: {
    title: '{{what}}: some entries could not be read',
    text: 'Left out: {{count}}. All others are in place. {{file}} as it was has been copied.',
  },
  fields_reset: {
    title: '{{what}}: some values could not be read',
    text: 'Back to their defaults: {{fields}}. {{file}} as it was has been copied.',
  },
  newer_version: {
    title: '{{what}}: {{file}} is from a newer version of Corral',
    text: 'It is left as it is. Corral uses what it can read of it; changes you make last for this run only.',
    decide: 'Set it aside and save changes again',
  },
  file_left: {
    title: '{{what}}: {{file}} cannot be read right now',
    text: 'It is left as it is, and changes you make last for this run only. Check the permissions of the file and its folder, then restart Corral.',
    decide: 'Set it aside and save changes again',
  },
  file_replaced: {
    title: '{{what}}: {{file}} was set aside',
    text: 'Changes are saved again.',
  },
  not_saved: {
    title: '{{what}}: {{file}} could not be saved',
    text: 'The latest change may be lost when Corral quits. Check that the data folder is writable and the disk has space.',
  },
  folder_not_writable: {
    title: 'The data folder cannot be written',
    text: 'Corral works as usual, but changes you make last for this run only. Check the permissions of the folder and the space on its disk, then restart Corral.',
  },
  log_not_writable: {
    title: 'The log cannot be written',
    text: 'Errors inside Corral are not noted in this run: {{file}} is not a file that Corral can write.',
  },
  rename_done: {
    title: '{{from}} is now {{to}} on {{host}}',
    text: 'The rename was interrupted in an earlier run, and has been finished.',
  },
  rename_undone: {
    title: '{{from}} was not renamed to {{to}} on {{host}}',
    text: 'The rename was interrupted in an earlier run, and could not be finished. The model has its old name.',
  },
  rename_changed: {
    title: 'The rename of {{from}} to {{to}} on {{host}} stopped halfway',
    text: 'Another client changed one of the names meanwhile, so Corral changed none of them. Compare them in the library.',
  },
  copy_done: {
    title: '{{from}} was copied to {{to}} on {{host}}',
    text: 'No answer to the copy had come. The list of models shows that it took place.',
  },
  copy_undone: {
    title: '{{from}} was not copied to {{to}} on {{host}}',
    text: 'The copy was interrupted before it took place. Nothing has changed.',
  },
  copy_changed: {
    title: 'What became of the copy of {{from}} to {{to}} on {{host}} is unknown',
    text: 'No answer to it had come, and another client changed {{to}} meanwhile. Compare the two in the library.',
  },
  delete_done: {
    title: '{{from}} was deleted on {{host}}',
    text: 'No answer to the delete had come. The list of models shows that it took place.',
  },
  delete_undone: {
    title: '{{from}} was not deleted on {{host}}',
    text: 'The delete was interrupted before it took place. The model is still there.',
  },
  delete_changed: {
    title: '{{from}} on {{host}} is another model now',
    text: 'No answer to its delete had come, and another client put a different model under that name meanwhile. Corral left it as it is.',
  },
  restore_done: {
    title: '{{from}} is back on {{host}}',
    text: 'The restore from the bin was interrupted, and has been finished.',
  },
  restore_undone: {
    title: '{{from}} was not restored on {{host}}',
    text: 'The restore was interrupted before it took place. The model is still in the bin.',
  },
  restore_changed: {
    title: 'The restore of {{from}} on {{host}} stopped halfway',
    text: 'Another client changed one of the names meanwhile, so Corral changed none of them. Look at the library and its bin.',
  },
  rollback_done: {
    title: '{{from}} on {{host}} has its earlier version again',
    text: 'The rollback was interrupted, and has been finished.',
  },
  rollback_undone: {
    title: '{{from}} on {{host}} keeps its present version',
    text: 'The rollback was interrupted before it took place. Nothing has changed.',
  },
  rollback_changed: {
    title: 'The rollback of {{from}} on {{host}} stopped halfway',
    text: 'Another client changed the model meanwhile, so Corral changed nothing more. Its versions are in the inspector.',
  },
  bin_empties_soon: {
    title: 'The bin of {{host}} is going to be emptied',
    text: 'Models and kept versions: {{count}}. They have been there for as long as you chose in Settings, and are deleted for good in a day. Restore what you want to keep.',
  },
  transfers_resumed: {
    title: 'Transfers resumed: {{count}}',
    text: 'Corral ended before they did. What was already downloaded is not downloaded again.',
  },
  transfers_paused: {
    title: 'Transfers paused: {{count}}',
    text: 'Corral ended before they did, and asks before it goes on, as you set it.',
    decide: 'Resume',
  },
  failure: '{{title}}. {{next}}',
  start_loads_failed: {
    title: 'Not all models were loaded at start on {{host}}',
    text: 'Corral does not try again by itself. Settings lists what it loads at start, under Load presets.',
    decide: 'Load them anyway',
  },
  start_loads_gone: {
    title: 'Not installed on {{host}} any more: {{names}}',
    text: 'Corral was to load it at start. It says this once, and loads it again when it is back.',
    decide: 'Forget the preset',
  },
  start_loads_made_room: {
    title: 'Loading at start on {{host}} unloaded {{others}}',
    text: 'The server made room for {{names}}.',
  },
  updated: {
    title: 'Corral is now version {{version}}',
    text: 'See what is new. It stays in Settings.',
  },
} as const
