import type { notices as en } from '../en/notices.ts'
import type { Translation } from '../index.ts'

export const notices: Translation<typeof en> = {
  label: 'Corral 的提示',
  dismiss: '隐藏这些提示；在“设置”中仍可查看',
  copy: '副本：',
  folder: '数据文件夹',
  openFolder: '打开文件夹',
  copyPath: '复制路径',
  holds: {
    settings: '设置',
    hosts: '主机列表',
    transfers: '未完成的传输',
    library: '模型库的列与排序',
    playground: '试验场的文本与运行',
    operations: '传输与更改的记录',
    seen: '主机上次列出的模型',
    secrets: '已保存的令牌和密码',
    window: '窗口位置',
    version: '上次运行的版本',
    notes: '备注',
    presets: '加载预设',
    lock: '数据文件夹的锁',
    log: '日志',
    other: '文件',
  },
  file_set_aside: {
    title: '{{what}}：无法读取 {{file}}',
    text: 'Corral 启动时没有使用它。没有删除任何内容，只是改了名。',
  },
  last_good_used: {
    title: '{{what}}：无法读取 {{file}}',
    text: '已改用最后一份完好的副本，最近一次更改可能缺失。',
  },
  entries_set_aside: {
    title: '{{what}}：部分条目无法读取',
    text: '略去 {{count}} 条，其余都在。{{file}} 的原样已另存一份。',
  },
  fields_reset: {
    title: '{{what}}：部分值无法读取',
    text: '已恢复默认：{{fields}}。{{file}} 的原样已另存一份。',
  },
  newer_version: {
    title: '{{what}}：{{file}} 来自更新版本的 Corral',
    text: '该文件保持原样。Corral 使用其中能读懂的部分；你的更改只在本次运行中有效。',
    decide: '将它移开并恢复保存',
  },
  file_left: {
    title: '{{what}}：暂时无法读取 {{file}}',
    text: '该文件保持原样，你的更改只在本次运行中有效。请检查该文件及其文件夹的权限，然后重新启动 Corral。',
    decide: '将它移开并恢复保存',
  },
  file_replaced: {
    title: '{{what}}：{{file}} 已移开',
    text: '更改已恢复保存。',
  },
  not_saved: {
    title: '{{what}}：无法保存 {{file}}',
    text: 'Corral 退出后，最近一次更改可能丢失。请检查数据文件夹是否可写、磁盘是否有空间。',
  },
  folder_not_writable: {
    title: '数据文件夹无法写入',
    text: 'Corral 照常工作，但你的更改只在本次运行中有效。请检查该文件夹的权限和磁盘空间，然后重新启动 Corral。',
  },
  log_not_writable: {
    title: '日志无法写入',
    text: '本次运行中不会记录 Corral 内部的错误：{{file}} 不是 Corral 能写入的文件。',
  },
  rename_done: {
    title: '{{host}} 上的 {{from}} 现名为 {{to}}',
    text: '该重命名在之前的运行中被打断，现已完成。',
  },
  rename_undone: {
    title: '{{host}} 上的 {{from}} 未能改名为 {{to}}',
    text: '该重命名在之前的运行中被打断，且无法完成。模型仍用原名。',
  },
  rename_changed: {
    title: '{{host}} 上将 {{from}} 改名为 {{to}} 的操作停在中途',
    text: '期间有其他客户端改动了其中一个名称，因此 Corral 让它们都保持原样。请在模型库中比较。',
  },
  copy_done: {
    title: '{{host}} 上的 {{from}} 已复制为 {{to}}',
    text: '复制请求没有得到应答，但模型列表表明复制已经完成。',
  },
  copy_undone: {
    title: '{{host}} 上的 {{from}} 没有复制为 {{to}}',
    text: '复制在进行之前被打断，没有任何改动。',
  },
  copy_changed: {
    title: '{{host}} 上将 {{from}} 复制为 {{to}} 的结果未知',
    text: '复制请求没有得到应答，期间另有客户端改动了 {{to}}。请在模型库中比较两者。',
  },
  delete_done: {
    title: '{{host}} 上的 {{from}} 已删除',
    text: '删除请求没有得到应答，但模型列表表明删除已经完成。',
  },
  delete_undone: {
    title: '{{host}} 上的 {{from}} 没有删除',
    text: '删除在进行之前被打断，模型仍在。',
  },
  delete_changed: {
    title: '{{host}} 上的 {{from}} 现在是另一个模型',
    text: '删除请求没有得到应答，期间另有客户端在该名称下放入了不同的模型。Corral 让它保持原样。',
  },
  restore_done: {
    title: '{{host}} 上的 {{from}} 已恢复',
    text: '从回收站恢复的操作曾被打断，现已完成。',
  },
  restore_undone: {
    title: '{{host}} 上的 {{from}} 没有恢复',
    text: '恢复在进行之前被打断，模型仍在回收站中。',
  },
  restore_changed: {
    title: '{{host}} 上恢复 {{from}} 的操作停在中途',
    text: '期间有其他客户端改动了其中一个名称，因此 Corral 让它们都保持原样。请查看模型库及其回收站。',
  },
  rollback_done: {
    title: '{{host}} 上的 {{from}} 已回到先前的版本',
    text: '回退曾被打断，现已完成。',
  },
  rollback_undone: {
    title: '{{host}} 上的 {{from}} 保持现有版本',
    text: '回退在进行之前被打断，没有任何改动。',
  },
  rollback_changed: {
    title: '{{host}} 上回退 {{from}} 的操作停在中途',
    text: '期间有其他客户端改动了该模型，因此 Corral 没有再做改动。各版本见检查器。',
  },
  bin_empties_soon: {
    title: '{{host}} 的回收站即将清空',
    text: '模型和保留的版本：{{count}} 个。它们已达到你在“设置”中选定的天数，将在一天后永久删除。请恢复想保留的内容。',
  },
  transfers_resumed: {
    title: '已恢复的传输：{{count}}',
    text: 'Corral 上次结束时它们尚未完成。已下载的内容不会重新下载。',
  },
  transfers_paused: {
    title: '已暂停的传输：{{count}}',
    text: 'Corral 上次结束时它们尚未完成。按照你的设置，继续之前会先询问。',
    decide: '继续',
  },
  failure: '{{title}}。{{next}}',
  start_loads_failed: {
    title: '{{host}} 上启动时要加载的模型没有全部加载',
    text: 'Corral 不会自行重试。启动时加载哪些模型，列在“设置”的“加载预设”中。',
    decide: '仍然加载',
  },
  start_loads_gone: {
    title: '{{host}} 上已没有 {{names}}',
    text: 'Corral 启动时本应加载它。此提示只出现一次；它重新安装后会照常加载。',
    decide: '删除其预设',
  },
  start_loads_made_room: {
    title: '启动时在 {{host}} 上加载模型，{{others}} 因此被卸载',
    text: '服务器为 {{names}} 腾出了空间。',
  },
  updated: {
    title: 'Corral 已更新到 {{version}}',
    text: '查看有哪些变化。以后也可在“设置”中查看。',
  },
}
