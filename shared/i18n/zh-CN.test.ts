import { createInstance } from 'i18next'
import { expect, test } from 'vitest'
import { catalogues } from './catalogues.ts'
import { closeUp } from './index.ts'
import { entriesOf } from './test-entries.ts'

const entries = entriesOf(catalogues['zh-CN'])

/** One term for one thing: the term, and the other words for it that are not used. */
test.each([
  ['词元', /(?<![#{])\btokens?\b(?![=}])/i],
  ['比较', /对比/],
  ['选择', /选取/],
  ['加载', /载入/],
  // A program that hangs is 没有响应, as every system says.
  ['应答', /(?<!窗口没有)响应|答复|回应/],
  ['重定向', /跳转|转向/],
  ['模型仓库', /注册表|镜像库/],
  ['系统提示词', /系统提示(?!词)/],
  ['账户', /帐户|账号|帐号/],
  ['本机', /电脑/],
  ['未加密的 http', /明文 ?http/],
  ['你', /您/],
])('%s is the only term for its thing', (_, other) => {
  expect(entries.filter(([, text]) => other.test(text))).toEqual([])
})

test.each([
  ['a space between Chinese and other letters or figures', /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]/],
  [
    'a space between Chinese and a figure that is filled in',
    /[\u4e00-\u9fff]\{\{(value|n|all|max|most|size|rate|freed|moved)\}\}|\{\{(value|n|all|max|most|size|rate|freed|moved)\}\}[\u4e00-\u9fff]/,
  ],
  ['no space inside a Chinese text', /[\u4e00-\u9fff，。；：！？、（）“”] +[\u4e00-\u9fff，。；：！？、（）“”]/],
  ['no character twice where none doubles', /(?:含含|的的|了了|是是|在在|有有)/],
])('%s', (_, wrong) => {
  expect(entries.filter(([, text]) => wrong.test(text))).toEqual([])
})

test.each([
  ['本机', '本机上的 a:1 已删除'],
  ['沙盒', '沙盒上的 a:1 已删除'],
  ['nas', 'nas 上的 a:1 已删除'],
  ['书房 主机', '书房 主机 上的 a:1 已删除'],
])('the host %s has spaces only beside names', (host, text) => {
  const instance = createInstance()
  const resources = { 'zh-CN': { translation: catalogues['zh-CN'] } }
  void instance.use(closeUp).init({ lng: 'zh-CN', initAsync: false, postProcess: closeUp.name, resources })
  expect(instance.t('notices.delete_done.title', { host, from: 'a:1' })).toBe(text)
})
