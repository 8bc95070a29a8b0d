import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatAgo,
  formatBytes,
  formatClock,
  formatCount,
  formatDate,
  formatDuration,
  formatList,
  formatSeconds,
  joinSentences,
  formatPercent,
  formatProgress,
  formatRate,
  formatShares,
  formatTime,
} from './format.ts'

describe('formatTime', () => {
  const at = new Date(2026, 8, 1, 14, 5, 9).getTime()
  it.each([
    ['en', 'minute', /^02:05\sPM$/],
    ['en', 'second', /^02:05:09\sPM$/],
    ['en-GB', 'minute', /^14:05$/],
    ['zh-CN', 'second', /^14:05:09$/],
  ] as const)('%s to the %s', (locale, to, written) => {
    expect(formatTime(at, to, locale)).toMatch(written)
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [1500, '1.5 KB'],
    [14_000, '14.0 KB'],
    [99_949, '99.9 KB'],
    [99_950, '100 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [274_302_450, '274 MB'],
    [1_157_672_605, '1.2 GB'],
    [2_019_393_189, '2.0 GB'],
    [20_201_253_588, '20.2 GB'],
    [65_290_196_000, '65.3 GB'],
    [404_430_188_519, '404 GB'],
    [1.5e12, '1.5 TB'],
    [2e15, '2.0 PB'],
    [5e18, '5.0 EB'],
    [-1500, '-1.5 KB'],
  ])('%d', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text)
  })

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KiB'],
    [1024, '1.0 KiB'],
    [1536, '1.5 KiB'],
    [1_048_576, '1.0 MiB'],
    [274_302_450, '262 MiB'],
    [20_201_253_588, '18.8 GiB'],
    [24 * 2 ** 30, '24.0 GiB'],
    [2 ** 40, '1.0 TiB'],
  ])('%d in powers of 1024', (bytes, text) => {
    expect(formatBytes(bytes, 'en', 'binary')).toBe(text)
  })

  it("uses the locale's own decimal sign", () => {
    expect(formatBytes(20.2e9, 'de')).toBe('20,2 GB')
    expect(formatBytes(20.2e9, 'zh-CN')).toBe('20.2 GB')
  })

  it('keeps at least two and at most three significant digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        expect(formatBytes(bytes, 'en')).toMatch(/^(\d\.\d|\d\d\.\d|\d{3}) [KMGTP]B$/)
      }),
    )
  })

  it('is never off by more than the rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        const [figure, unit] = formatBytes(bytes, 'en').split(' ')
        const read = Number(figure) * 1000 ** ['B', 'KB', 'MB', 'GB', 'TB', 'PB'].indexOf(unit ?? '')
        expect(Math.abs(read - bytes) / bytes).toBeLessThanOrEqual(0.0501)
      }),
    )
  })
})

describe('formatRate, formatCount', () => {
  it('writes rates a second', () => {
    expect(formatRate(61_800_000, 'en')).toBe('61.8 MB/s')
    expect(formatRate(0, 'en')).toBe('0 B/s')
    expect(formatRate(0.4, 'en')).toBe('0 B/s')
    expect(formatRate(48.1e6, 'zh-CN')).toBe('48.1 MB/s')
  })

  it('groups counts', () => {
    expect(formatCount(131072, 'en')).toBe('131,072')
    expect(formatCount(131072, 'zh-CN')).toBe('131,072')
    expect(formatCount(131072, 'de')).toBe('131.072')
    expect(formatCount(0, 'en')).toBe('0')
  })
})

describe('formatPercent', () => {
  it.each([
    [0, '0%'],
    [0.0001, '<1%'],
    [0.006, '1%'],
    [0.18, '18%'],
    [0.5, '50%'],
    [0.82, '82%'],
    [0.994, '99%'],
    [0.9999, '>99%'],
    [1, '100%'],
  ])('%d', (share, text) => {
    expect(formatPercent(share, 'en')).toBe(text)
    expect(formatPercent(share, 'zh-CN')).toBe(text)
  })

  it('gives 0% and 100% only for exactly 0 and 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        expect(formatPercent(share, 'en') === '100%').toBe(share === 1)
        expect(formatPercent(share, 'en') === '0%').toBe(share === 0)
      }),
    )
  })
})

describe('formatShares', () => {
  it.each([
    // Rounded one by one they would be 79%, 21% and 1%.
    [
      [15.6e9, 4.1e9, 4.5e6],
      ['79%', '21%', '<1%'],
    ],
    [
      [1, 1, 1],
      ['34%', '33%', '33%'],
    ],
    [
      [505, 495],
      ['51%', '49%'],
    ],
    [
      [999, 1],
      ['>99%', '<1%'],
    ],
    [
      [2, 0, 2],
      ['50%', '0%', '50%'],
    ],
    [[5], ['100%']],
    [
      [0, 0],
      ['0%', '0%'],
    ],
    [[], []],
  ])('%j', (parts, texts) => {
    expect(formatShares(parts, 'en')).toEqual(texts)
    expect(formatShares(parts, 'zh-CN')).toEqual(texts)
  })

  it('adds up to 100, with less than 1 as nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 12 }), (parts) => {
        fc.pre(parts.some((part) => part > 0))
        const texts = formatShares(parts, 'en')
        const read = (text: string) => (text === '>99%' ? 100 : text === '<1%' ? 0 : Number.parseInt(text, 10))
        expect(texts.reduce((sum, text) => sum + read(text), 0)).toBe(100)
        expect(texts.map((text) => text === '0%')).toEqual(parts.map((part) => part === 0))
      }),
    )
  })
})

describe('formatProgress', () => {
  it.each([
    [0, '0%'],
    [0.004, '0%'],
    [0.29, '29%'],
    [0.5799, '57%'],
    [0.999999, '99%'],
    [1, '100%'],
  ])('%d', (share, text) => {
    expect(formatProgress(share, 'en')).toBe(text)
  })

  it('keeps every whole percent, and gives 100% only at the last byte', () => {
    for (let percent = 0; percent <= 100; percent++) expect(formatProgress(percent / 100, 'en')).toBe(`${percent}%`)
    expect(formatProgress(1 - 1 / 20e9, 'en')).toBe('99%')
  })
})

describe('formatDuration', () => {
  it.each([
    [-5, '0 ms', '0 毫秒'],
    [0, '0 ms', '0 毫秒'],
    [340, '340 ms', '340 毫秒'],
    [999.4, '999 ms', '999 毫秒'],
    [999.6, '1 s', '1 秒'],
    [9_000, '9 s', '9 秒'],
    [9_499, '9 s', '9 秒'],
    [59_700, '1 min', '1 分钟'],
    [60_000, '1 min', '1 分钟'],
    [130_000, '2 min 10 s', '2 分钟 10 秒'],
    [3_599_600, '1 h', '1 小时'],
    [3_840_000, '1 h 4 min', '1 小时 4 分钟'],
    [86_399_000, '1 d', '1 天'],
    [86_400_000 + 3_600_000 * 3, '1 d 3 h', '1 天 3 小时'],
    [86_400_000 * 3, '3 d', '3 天'],
    [86_400_000 * 1200, '1,200 d', '1,200 天'],
  ])('%d', (ms, en, zh) => {
    expect(formatDuration(ms, 'en')).toBe(en)
    expect(formatDuration(ms, 'en-GB')).toBe(en)
    expect(formatDuration(ms, 'zh-CN')).toBe(zh)
  })

  it('knows other languages through Intl', () => {
    expect(formatDuration(3_840_000, 'de')).toMatch(/^1 Std\.\D*4 Min\.$/)
  })
})

describe('formatClock', () => {
  it.each([
    [-1, '0:00'],
    [0, '0:00'],
    [1, '0:01'],
    [1000, '0:01'],
    [59_001, '1:00'],
    [97_000, '1:37'],
    [252_000, '4:12'],
    [3_599_001, '1:00:00'],
    [3_729_000, '1:02:09'],
    [172_800_000, '48:00:00'],
  ])('%d', (ms, text) => {
    expect(formatClock(ms)).toBe(text)
  })
})

describe('formatAgo', () => {
  const now = Date.UTC(2026, 8, 1)
  const minute = 60_000
  const hour = 60 * minute
  const day = 24 * hour

  it.each([
    [0, 'now', '刚刚'],
    [59_999, 'now', '刚刚'],
    [-59_999, 'now', '刚刚'],
    [minute, '1 minute ago', '1 分钟前'],
    [59 * minute, '59 minutes ago', '59 分钟前'],
    [hour, '1 hour ago', '1 小时前'],
    [23.9 * hour, '23 hours ago', '23 小时前'],
    [day, '1 day ago', '1 天前'],
    [6.9 * day, '6 days ago', '6 天前'],
    [14 * day, '2 weeks ago', '2 周前'],
    [30 * day, '4 weeks ago', '4 周前'],
    [31 * day, '1 month ago', '1 个月前'],
    [130 * day, '4 months ago', '4 个月前'],
    [365 * day, '11 months ago', '11 个月前'],
    [366 * day, '1 year ago', '1 年前'],
    [-2 * hour, 'in 2 hours', '2 小时后'],
  ])('%d ms', (before, en, zh) => {
    expect(formatAgo(now - before, now, 'en')).toBe(en)
    expect(formatAgo(now - before, now, 'zh-CN')).toBe(zh)
  })
})

describe('formatList', () => {
  it('separates texts as the language does', () => {
    expect(formatList(['a', 'b', 'c'], 'en')).toBe('a, b, c')
    expect(formatList(['a', 'b', 'c'], 'zh-CN')).toBe('a、b、c')
  })
})

describe('joinSentences', () => {
  it('has a space between sentences only where the language does', () => {
    expect(joinSentences(['One.', 'Two.'], 'en')).toBe('One. Two.')
    expect(joinSentences(['一。', '二。'], 'zh-CN')).toBe('一。二。')
  })
})

describe('formatSeconds', () => {
  it.each([
    [-5000, '1 s'],
    [0, '1 s'],
    [340, '1 s'],
    [1999, '2 s'],
    [61_000, '1 min 1 s'],
  ])('%d ms', (ms, expected) => expect(formatSeconds(ms, 'en')).toBe(expected))
})

describe('formatDate', () => {
  it('is a day as the locale writes it', () => {
    const noon = new Date(2026, 10, 23, 12).getTime()
    expect(formatDate(noon, 'en')).toBe('Nov 23, 2026')
    expect(formatDate(noon, 'zh-CN')).toBe('2026年11月23日')
  })
})
