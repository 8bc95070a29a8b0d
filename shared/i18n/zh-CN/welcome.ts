import type { welcome as en } from '../en/welcome.ts'
import type { Translation } from '../index.ts'

export const welcome: Translation<typeof en> = {
  title: '没有找到 Ollama 服务器',
  looked: '{{what}}。Corral 会继续寻找，并在它应答后立即打开它。',
  unreadable: '无法使用 {{where}}。{{what}}。',
  down: '本机的 Ollama 没有应答',
  titlePlain: '要使用哪台服务器？',
  textPlain: 'Corral 一次显示一台 Ollama 服务器的模型。请选择你的模型所在之处。',
  start: {
    title: '启动 Ollama',
    serve: '在 {{path}} 找到。Corral 会启动它并等待它应答。',
    app: '在 {{path}} 找到 Ollama 应用。Corral 会打开它并等待它应答。',
    service: 'Ollama 在这里安装为系统服务。在终端中输入以下命令即可启动：',
    act: '启动',
  },
  copy: '复制命令',
  install: {
    title: '安装或启动 Ollama',
    text: '本机上没有找到 Ollama。要安装它，请在终端中运行以下命令，或使用其网站上的安装程序：',
    start: {
      linux: '如果已经安装，请在终端中启动：',
      darwin: '如果已经安装，请从“应用程序”中打开 Ollama，或在终端中运行：',
      win32: '如果已经安装，请从“开始”菜单中打开 Ollama。',
      other: '如果已经安装，请在终端中启动：',
    },
    download: 'ollama.com/download',
  },
  connect: {
    title: '连接其他主机',
    text: '工作站、家庭服务器或容器，可使用令牌、密码或自有证书。',
    act: '连接…',
  },
  sandbox: {
    title: '试用沙盒',
    text: '带有示例模型的内置服务器。不会下载任何内容，也不会有内容离开本机。',
    act: '打开沙盒',
  },
}
