import type { tray as words } from '../en/tray.ts'
import type { Translation } from '../translation.ts'

export const tray: Translation<typeof words> = {
  open: '打开 Corral',
  unloadAll: '全部卸载',
  quit: '退出 Corral',
  menuFile: '文件',
  menuEdit: '编辑',
  menuView: '视图',
  menuWindow: '窗口',
  nothingLoaded: '没有已加载的模型',
  unreachable: '服务器没有响应',
  model: '{{name}} · {{memory}} · {{time}}',
  unload: '卸载',
  never: '直到手动卸载',
  stopping: '正在停止',
}
