import type { palette as words } from '../en/palette.ts'
import type { Translation } from '../translation.ts'

export const palette: Translation<typeof words> = {
  title: '搜索模型，运行命令',
  nothing: '没有找到',
  commands: '命令',
  models: '模型',
  hosts: '主机',
  goTo: '前往{{place}}',
  switchTo: '切换到 {{name}}',
  openSandbox: '打开沙盒',
  theme: '主题：{{theme}}',
  language: '语言：{{language}}',
  keys: {
    title: '所有按键',
    everywhere: '任何位置',
    inList: '在模型列表中',
    palette: '搜索与运行',
    places: '五个位置',
    settings: '设置',
    filter: '筛选列表',
    sheet: '此列表',
    close: '关闭已打开的内容',
    move: '移动',
    openModel: '打开模型',
    mark: '标记以批量操作',
    pull: '拉取模型',
    load: '加载或卸载',
    rename: '重命名',
    remove: '删除',
  },
}
