import type { presets as en } from '../en/presets.ts'
import type { Translation } from '../index.ts'

export const presets: Translation<typeof en> = {
  advanced: '更多加载选项',
  option: {
    num_batch: {
      label: '批大小（num_batch）',
      hint: '一次读取的提示词元数。越大，读取长提示越快，占用内存也越多。',
    },
    num_thread: {
      label: '线程数（num_thread）',
      hint: '在 CPU 上运行的部分所用的线程数。通常与物理核心数相同最好。',
    },
    main_gpu: {
      label: '主 GPU（main_gpu）',
      hint: '有多块 GPU 时，存放不拆分部分的那一块：0 表示第一块。',
    },
    use_mmap: {
      label: '内存映射（use_mmap）',
      hint: '“是”表示需要时才从磁盘读取文件的相应部分；“否”表示先全部读入。',
      yes: '是',
      no: '否',
    },
  },
  keep: 'Corral 加载此模型时总是使用这些设置',
  keepHint: '适用于模型库、命令面板、托盘和试用。其他程序仍按各自的方式加载。',
  atStart: 'Corral 启动时加载它',
  atStartHint: '{{host}} 一有应答就加载，除非内存中的某个模型必须因此卸载。保留多久由“保留时间”决定。',
  save: '仅保存，不加载',
  saved: '已为 {{name}} 保存',
  none: '没有预设。用选项加载模型时可以保存一个。',
  show_other: '显示 {{value}} 个预设',
  start: '启动时加载',
  startLabel: '启动时加载：{{name}}',
  noSettings: '没有自己的设置',
  remove: '删除 {{name}} 的预设',
  removed: '已删除预设',
  undo: '撤销',
}
