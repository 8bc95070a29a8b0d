import { expect, test } from 'vitest'
import { MAX_TEXT_FILE_BYTES, readTexts } from './read-texts.ts'

const read = (name: string, ...content: (string | Uint8Array<ArrayBuffer>)[]) => readTexts(new File(content, name))
const entries = (...list: (string | [string, string])[]) => ({
  entries: list.map((one) => (typeof one === 'string' ? { text: one, group: null } : { text: one[0], group: one[1] })),
})

test('a plain file has one text per line', async () => {
  expect(await read('a.txt', '\ufeffone\r\n\n  two \rthree')).toEqual(entries('one', 'two', 'three'))
  expect(await read('README', '一\n二')).toEqual(entries('一', '二'))
})

test('the texts of a table are under a known heading, or in the column with the most characters', async () => {
  expect(await read('a.csv', 'id,Text,Label\n1,"a, b",x\n2,"two\nlines",\n')).toEqual(
    entries(['a, b', 'x'], 'two\nlines'),
  )
  expect(await read('a.csv', '编号;内容;类别\n1;天空;自然')).toEqual(entries(['天空', '自然']))
  expect(await read('a.tsv', 'a\tthe longest column\nb\tis taken')).toEqual(entries('the longest column', 'is taken'))
  expect(await read('a.csv', 'category,words\nx,one text\ny,another')).toEqual(
    entries(['one text', 'x'], ['another', 'y']),
  )
  expect(await read('a.csv', 'just\ntexts')).toEqual(entries('just', 'texts'))
})

test('lines of JSON are texts or objects with one', async () => {
  const text = '"one"\n{"text":" two ","group":"g"}\n\n{"content":"three","label":3}\n{"text":""}'
  expect(await read('a.jsonl', text)).toEqual(entries('one', ['two', 'g'], ['three', '3']))
  expect(await read('a.JSONL', '"one"\n{"other":1}')).toEqual({ fault: 'line', line: 2 })
  expect(await read('a.ndjson', '{"text":"a"\n')).toEqual({ fault: 'line', line: 1 })
})

test('other encodings than UTF-8 are detected by a byte order mark, or by invalid UTF-8', async () => {
  expect(await read('a.txt', new Uint8Array([0xff, 0xfe, 0x29, 0x59, 0x0a, 0, 0x41, 0]))).toEqual(entries('天', 'A'))
  expect(await read('a.csv', new Uint8Array([0xcc, 0xec, 0xbf, 0xd5]))).toEqual(entries('天空'))
})

test('a file without texts is refused with the reason', async () => {
  expect(await read('a.txt', ' \n\n')).toEqual({ fault: 'no_texts' })
  expect(await read('a.csv', 'text,group\n')).toEqual({ fault: 'no_texts' })
  expect(await read('a.txt', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toEqual({ fault: 'binary' })
  const large = new File([], 'a.txt')
  Object.defineProperty(large, 'size', { value: MAX_TEXT_FILE_BYTES + 1 })
  expect(await readTexts(large)).toEqual({ fault: 'too_large' })
})
