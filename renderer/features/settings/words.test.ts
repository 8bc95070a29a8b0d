import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { settingsSchema, type Settings } from '#shared/contract/settings.ts'
import { catalogues } from '#shared/i18n/catalogues.ts'
import { languages } from '#shared/i18n/index.ts'
import { settingTitle, settingValue } from './words.ts'

const keys = Object.keys(settingsSchema.shape) as (keyof Settings)[]
const samples: Partial<Settings> = {
  keepAlive: '1h',
  transferSchedule: { days: [1, 6], from: '23:00', to: '07:00' },
  bin: 'ask',
  binDays: 7,
  keptDays: 7,
  unfinishedTransfers: 'ask',
  closing: 'background',
  login: 'hidden',
}

describe.each(languages)('in $name', ({ tag: language }) => {
  const i18n = createInstance()
  void i18n.init({ lng: language, resources: { [language]: { translation: catalogues[language] } } })
  const words = { t: i18n.t, format: { count: String, duration: (ms: number) => `${ms} ms` }, language }

  it('each saved setting has words of its own', () => {
    const titles = keys.map((key) => settingTitle(key, i18n.t))
    expect(new Set(titles).size).toBe(keys.length)
    expect(titles.filter((title) => title === '' || i18n.exists(title) || /^\w+(\.\w+)+$/.test(title))).toEqual([])
  })

  it('each value of what the history tells is told in words', () => {
    const initial = settingsSchema.parse({})
    const texts = Object.entries({ ...initial, ...samples }).map(([key, value]) =>
      settingValue(key as keyof Settings, value, words),
    )
    expect(texts.filter((text) => /^\w+(\.\w+)+$|null|true|false|[{}]/.test(text))).toEqual([])
    const told = (Object.keys(samples) as (keyof Settings)[]).filter(
      (key) => settingValue(key, initial[key], words) === settingValue(key, samples[key] as never, words),
    )
    expect(told).toEqual([])
  })
})

it('a schedule is told by its hours and days', () => {
  const schedule = { days: [1, 6], from: '23:00', to: '07:00' }
  const words = { t: createInstance().t, format: { count: String, duration: String }, language: 'en' }
  expect(settingValue('transferSchedule', schedule, words)).toBe('23:00–07:00 Mon Sat')
  expect(settingValue('transferSchedule', { ...schedule, days: [0, 1, 2, 3, 4, 5, 6] }, words)).toBe('23:00–07:00')
})
