import { hash, random } from './catalogue/words.ts'
import { topicsOf } from './topics.ts'
import { tokenize } from './vectors.ts'

/*
 * Simulated answers. They say that they are, what of the prompt can be counted, and then some sentences drawn by the
 * hash of model, prompt and seed: the same request is always answered with the same text.
 */

export interface Question {
  /** The model's name. */
  name: string
  prompt: string
  images: number
  seed: unknown
}

const sentences = {
  en: [
    'A real model would answer here, one token after another.',
    'These words were written beforehand, and drawn by your prompt.',
    'The same prompt with the same seed gets the same words.',
    'Another seed draws others.',
    'The figures below are made up like the words, but they fit together.',
    'A larger model is slower here, too.',
    'Nothing was computed, so your fan stays quiet.',
    'Install Ollama and pull a model to read something new.',
  ],
  zh: [
    '真正的模型会在这里逐个词元地回答。',
    '这些句子是事先写好的，由你的提示词抽取。',
    '同样的提示词加同样的种子，得到同样的句子。',
    '换一个种子，就会抽到别的句子。',
    '下面的数字和句子一样是模拟的，但彼此一致。',
    '在这里，更大的模型同样更慢。',
    '没有进行任何计算，所以风扇很安静。',
    '安装 Ollama 并拉取一个模型，就能读到新的内容。',
  ],
}
/** How many of them are drawn. */
const DRAWN = 4

function textOf({ name, prompt, images, seed }: Question): { thinking: string; text: string } {
  const isChinese = /\p{Script=Han}/u.test(prompt)
  const draw = random(hash(`${name}\n${prompt}\n${String(seed)}`))
  const left = [...sentences[isChinese ? 'zh' : 'en']]
  const drawn = Array.from({ length: DRAWN }, () => left.splice(Math.floor(draw() * left.length), 1)[0] ?? '')
  const topics = [...topicsOf(tokenize(prompt)).keys()]
  const count = prompt.length
  if (isChinese) {
    const about = topics.length > 0 ? `词表里有它的主题：${topics.join('、')}。` : '词表里没有它的主题。'
    return {
      thinking: `提示词有 ${count} 个字符。${about}我只是沙盒，所以如实说明。`,
      text:
        `这是沙盒：${name} 并不在这里，只有它的数据。你发送了 ${count} 个字符` +
        `${images > 0 ? `和 ${images} 张图片` : ''}。\n\n${drawn.join('')}`,
    }
  }
  const about =
    topics.length > 0 ? `The lexicon finds ${topics.join(' and ')} in it.` : 'The lexicon finds no topic in it.'
  return {
    thinking: `The prompt has ${count} characters. ${about} I am a sandbox, so I say so.`,
    text:
      `This is a sandbox: ${name} is not here, only its numbers are. You sent ${count} characters` +
      `${images > 0 ? ` and ${images} ${images === 1 ? 'image' : 'images'}` : ''}.\n\n${drawn.join(' ')}`,
  }
}

/** What a model answers, as tokens. */
export function answerTo(question: Question): { thinking: string[]; text: string[] } {
  const { thinking, text } = textOf(question)
  return { thinking: toTokens(thinking), text: toTokens(text) }
}

/** Words with the space before them; of Chinese two characters at a time. */
function toTokens(text: string): string[] {
  return text.match(/\p{Script=Han}{1,2}|\s*[^\s\p{Script=Han}]+|\s+/gu) ?? []
}
