/*
 * A small lexicon of topics, by which simulated embeddings of texts in several languages are similar. It knows the
 * words below and nothing else: it is no model of meaning.
 */

/**
 * Words in English and German, and parts of texts in Chinese and Japanese. Topics that are neighbours in this list are
 * more similar than others.
 */
const lexicon = {
  kitchen:
    'bake bread brot dough teig knead simmer soup suppe stew salt salz pasta nudeln roast peppers paprika fry onion ' +
    'zwiebel flour mehl yeast hefe oven ofen boil cook kochen recipe rezept garlic cheese butter sugar kitchen küche | ' +
    '面团 揉 炖 汤 小火 盐 面条 洋葱 炒 面包 发酵 辣椒 烤 面粉 酵母 煮 厨 锅 菜 パン スープ 塩 料理',
  health:
    'doctor arzt nurse hospital krankenhaus pharmacy apotheke medicine pill fever fieber cough headache heart dentist | ' +
    '医 药 病 发烧 咳嗽 疫苗 牙 薬 熱',
  weather:
    'rain regen regnet geregnet storm sturm fog nebel sunshine sunny sonne frost wind snow schnee cloud wolke thunder ' +
    'hail forecast weather wetter degrees humid sky | 雨 风暴 雾 晴 霜 风 雪 云 雷 天气 气温 雪 嵐 天気',
  animals:
    'dog hund bark cat katze bird vogel horse pferd cow fish animal tier wolf sheep goat puppy kitten | ' +
    '狗 猫 鸟 马 牛 鱼 羊 动物 犬 鳥',
  music:
    'choir chor rehearse violin geige concert konzert movement horn piano klavier drummer band encore applause ' +
    'orchestra orchester brahms symphony melody sing song guitar tune music musik | ' +
    '合唱 排练 音乐 小提琴 调音 乐章 圆号 钢琴 弹 鼓 乐队 乐团 拍子 掌声 返场 勃拉姆斯 歌 演奏 ピアノ 音楽',
  books:
    'library bibliothek book buch read novel roman poem author chapter page shelf librarian story | ' +
    '图书 书 小说 诗 作者 读 図書 本 読',
  trains:
    'train zug express junction carriage waggon ticket platform bahnsteig bahnhof station sleeping rail gleis ' +
    'conductor depart passenger | 快车 换乘 枢纽 车厢 检票 火车 卧铺 站台 上车 铁路 列车 电车 駅',
  computers:
    'laptop computer screen bildschirm keyboard tastatur server software program code bug network internet file datei ' +
    'disk password model token | 电脑 笔记本 屏幕 键盘 服务器 软件 程序 代码 网络 文件 密码 模型 コンピュータ',
}

export type Topic = keyof typeof lexicon
export const topics = Object.keys(lexicon) as Topic[]

/** Endings of English and German words; the rest of a word has three letters at least. */
const endings = /(?<=\p{L}{3})(?:ings?|ers?|ed|es|en|e|s)$/u

/** A word without its ending, in lower case: `baking`, `baked` and `bakes` are `bak`. */
export function stem(word: string): string {
  return word.toLowerCase().replace(endings, '')
}

const entries = topics.map((topic) => {
  const [stems = '', parts = ''] = lexicon[topic].split(' | ')
  return { topic, stems: new Set(stems.split(' ').map(stem)), parts: parts.split(' ') }
})

/** The topics of a text and the share of each, by the number of its words that the lexicon has. */
export function topicsOf(words: readonly string[]): Map<Topic, number> {
  const text = words.join('')
  const found = entries.map(({ topic, stems, parts }): [Topic, number] => [
    topic,
    words.filter((word) => stems.has(stem(word))).length + parts.filter((part) => text.includes(part)).length,
  ])
  const all = found.reduce((sum, [, count]) => sum + count, 0)
  return new Map(found.filter(([, count]) => count > 0).map(([topic, count]) => [topic, count / all]))
}
