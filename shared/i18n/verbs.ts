/**
 * What people type for an act on a model, in every language whichever is shown, without the name of the model: the
 * palette finds `加载 qwen3` and `load qwen3` in both. It loads them with the palette.
 */
export const verbs = {
  open: ['open', 'show', 'inspect', 'details', '打开', '查看', '详情'],
  compare: ['compare', 'diff', '比较', '对比'],
  try: ['try', 'prompt', 'ask', 'chat', 'generate', 'speed', '试用', '提示词', '提问', '对话', '速度'],
  play: ['playground', 'embed', 'open in playground', '试验场', '嵌入'],
  load: ['load', 'run', 'start', '加载', '载入', '运行', '启动'],
  loadWith: ['load with options', 'options', 'reload', '按选项加载', '选项', '重新加载'],
  unload: ['unload', 'stop', 'free', '卸载', '停止', '释放'],
  stop: ['cancel', 'abort', 'stop', 'cancel loading', '取消', '取消加载', '中止'],
  reviewUpdate: ['update', 'review update', 'upgrade', 'changes', '更新', '查看更新', '升级'],
  checkUpdate: ['check for update', 'check', 'newer', '检查更新', '检查', '新版本'],
  skipUpdate: ['skip', 'skip this version', '跳过', '跳过此版本'],
  unskipUpdate: ['offer again', 'unskip', '不再跳过', '取消跳过'],
  neverUpdate: ['never update', 'pin', 'freeze', '从不更新', '固定'],
  allowUpdates: ['offer updates', 'allow updates', 'unpin', '允许更新', '取消固定'],
  pullAgain: ['pull', 'pull again', 'update', 'download', '拉取', '重新拉取', '更新', '下载'],
  copy: ['copy', 'duplicate', 'cp', 'clone', '复制', '副本'],
  rename: ['rename', 'mv', 'move', '重命名', '改名'],
  push: ['push', 'upload', 'publish', '推送', '上传', '发布'],
  copyName: ['copy name', '复制名称'],
  copyDigest: ['copy digest', 'hash', '复制摘要', '摘要'],
  copyCommand: ['copy command', 'ollama run', 'terminal', '复制命令', '命令', '终端'],
  page: ['page', 'website', 'web', 'browser', 'ollama.com', 'hugging face', '网页', '网站', '主页'],
  remove: ['delete', 'remove', 'rm', '删除', '移除'],
} as const
