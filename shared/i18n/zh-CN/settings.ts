import type { settings as words } from '../en/settings.ts'
import type { Translation } from '../translation.ts'

export const settings: Translation<typeof words> = {
  title: '设置',
  subtitle: '它们只对本机的 Corral 有效，不影响服务器',
  theme: '主题',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  language: '语言',
  languageSystem: '跟随系统',
  keepAlive: {
    title: '保持加载',
    text: '从 Corral 加载模型而未指定时间时，模型在最后一次使用后留在内存中的时长。',
    server: '由服务器决定',
    short: '5 分钟',
    hour: '1 小时',
    forever: '直到卸载',
    other: '按 Ollama 写法的保持时间',
    placeholder: '30s、10m、1h30m',
    means: '模型在最后一次使用后保留 {{time}}。',
    meansServer: '由各服务器决定。Ollama 自身保留 5 分钟。',
    meansForever: '模型一直保留，直到被卸载。',
    meansNever: '模型用完即卸载。',
  },
  dataFolder: {
    title: '数据文件夹',
    text: '设置、主机列表和日志。模型不在这里：它们在服务器上。',
    copy: '复制路径',
  },
  version: '版本',
  versionText: 'Corral {{version}}',
  notice: {
    file_set_aside: '无法读取 {{file}}',
    last_good_used: '无法读取 {{file}}；已改用最后一份完好的副本',
    kept: '没有丢弃任何内容。无法读取的文件已移到：',
  },
}
