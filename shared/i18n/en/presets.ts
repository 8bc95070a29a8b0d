export const presets = {
  advanced: 'More loader options',
  option: {
    num_batch: {
      label: 'Batch (num_batch)',
      hint: 'Prompt tokens read at a time. More reads long prompts faster and needs more memory.',
    },
    num_thread: {
      label: 'Threads (num_thread)',
      hint: 'Processor threads for what runs on the CPU. As many as it has real cores is usually best.',
    },
    main_gpu: {
      label: 'Main GPU (main_gpu)',
      hint: 'With several GPUs, the one for what is not split: 0 is the first.',
    },
    use_mmap: {
      label: 'Memory mapping (use_mmap)',
      hint: 'Yes reads parts of the file from disk when they are needed. No reads all of it first.',
      yes: 'Yes',
      no: 'No',
    },
  },
  keep: 'Use these settings whenever Corral loads this model',
  keepHint: 'From the library, the palette, the tray and Try. Other programs still load it their own way.',
  atStart: 'Load it when Corral starts',
  atStartHint:
    'As soon as {{host}} answers, unless a model in memory would have to go for it. Keep alive says how long it stays.',
  save: 'Save without loading',
  saved: 'Saved for {{name}}',
  none: 'There are none. Save one when you load a model with options.',
  show_one: 'Show {{value}} preset',
  show_other: 'Show {{value}} presets',
  start: 'At start',
  startLabel: 'At start: {{name}}',
  noSettings: 'No settings of its own',
  remove: 'Remove the preset of {{name}}',
  removed: 'Preset removed',
  undo: 'Undo',
} as const
