import type { Language } from '#shared/i18n/index.ts'
import type { Entry } from '../../../workers/files/entry.ts'

export const sampleSets = ['pairs', 'topics', 'translations'] as const
export type SampleSet = (typeof sampleSets)[number]

/** Texts by group; `''` is no group. */
type Groups = Record<string, readonly string[]>

const en: Record<SampleSet, Groups> = {
  pairs: {
    '': [
      'How do I bake bread at home?',
      'To bake bread at home you need flour, water and yeast',
      'When does the night train to the coast leave?',
      'The night train to the coast leaves at ten',
      'My laptop will not turn on',
      'What to do if a laptop does not turn on',
      'The orchestra plays Brahms tonight',
      'Two tickets for the orchestra tonight, please',
      'Our dog barks at the postman',
      'Why do dogs bark at the postman?',
    ],
  },
  topics: {
    Kitchen: [
      'Knead the dough until it is smooth',
      'Simmer the soup on a low heat',
      'Salt the water before the pasta goes in',
      'Roast the peppers until the skin is black',
      'Let the bread rise under a cloth',
      'Fry the onions until they are golden',
    ],
    Weather: [
      'Heavy rain is expected in the north',
      'The storm moves out over the sea tonight',
      'Fog in the valleys, sunshine on the hills',
      'Frost again in the morning',
      'A warm wind brings the rain to an end',
      'Snow falls down to six hundred metres',
    ],
    Music: [
      'The choir rehearses on Thursdays',
      'She tunes the violin before the concert',
      'The second movement begins with a quiet horn',
      'Four hands play one piano',
      'The drummer counts the band in',
      'An encore after long applause',
    ],
    Trains: [
      'The express to the capital is ten minutes late',
      'Change trains at the junction',
      'The carriage at the end is for bicycles',
      'Tickets are checked on board',
      'The night train has sleeping cars',
      'Platform four, sections A to C',
    ],
  },
  translations: {
    English: ['The library opens at nine', 'It rained all night', 'Where is the next pharmacy?', 'The soup needs salt'],
    Deutsch: [
      'Die Bibliothek öffnet um neun',
      'Es hat die ganze Nacht geregnet',
      'Wo ist die nächste Apotheke?',
      'Der Suppe fehlt Salz',
    ],
    中文: ['图书馆九点开门', '下了一整夜的雨', '最近的药店在哪里？', '汤里要加盐'],
  },
}

const zh: Record<SampleSet, Groups> = {
  pairs: {
    '': [
      '在家怎么烤面包？',
      '在家烤面包需要面粉、水和酵母',
      '去海边的夜班火车几点开？',
      '去海边的夜班火车十点开',
      '笔记本电脑开不了机',
      '笔记本电脑开不了机怎么办？',
      '今晚乐团演奏勃拉姆斯',
      '请给我两张今晚乐团的票',
      '我家的狗总对着邮递员叫',
      '狗为什么总对着邮递员叫？',
    ],
  },
  topics: {
    厨房: [
      '把面团揉到光滑',
      '小火慢慢炖汤',
      '水里先放盐再下面条',
      '洋葱炒到金黄色',
      '面包盖上布发酵',
      '辣椒烤到外皮变黑',
    ],
    天气: [
      '北方将有大雨',
      '风暴今晚移向海上',
      '山谷有雾，山上晴朗',
      '明天早晨又有霜冻',
      '暖风过后雨会停',
      '六百米以上下雪',
    ],
    音乐: [
      '合唱团每周四排练',
      '她在音乐会前给小提琴调音',
      '第二乐章从轻柔的圆号开始',
      '四只手弹一架钢琴',
      '鼓手数拍子让乐队开始',
      '长时间的掌声之后返场',
    ],
    火车: [
      '开往首都的快车晚点十分钟',
      '请在枢纽站换乘',
      '最后一节车厢可以放自行车',
      '上车以后检票',
      '夜班火车有卧铺车厢',
      '四站台，A 到 C 区',
    ],
  },
  translations: {
    中文: ['图书馆九点开门', '下了一整夜的雨', '最近的药店在哪里？', '汤里要加盐'],
    English: ['The library opens at nine', 'It rained all night', 'Where is the next pharmacy?', 'The soup needs salt'],
    日本語: ['図書館は九時に開きます', '一晩中雨が降りました', '一番近い薬局はどこですか？', 'スープに塩が足りません'],
  },
}

/** Sample texts by language. */
export const samples: Record<Language, Record<SampleSet, Groups>> = { en, 'zh-CN': zh }

export function sampleEntries(language: Language, set: SampleSet): Entry[] {
  return Object.entries(samples[language][set]).flatMap(([group, texts]) =>
    texts.map((text) => ({ text, group: group === '' ? null : group })),
  )
}
