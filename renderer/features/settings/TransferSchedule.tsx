import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/contract/settings.ts'
import { scheduleAt } from '#shared/domain/schedule.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { Chip, Field, Segmented, TextInput } from '../../ui/index.ts'
import { dayName } from './words.ts'

type Schedule = NonNullable<Settings['transferSchedule']>

/** Nights on every day. */
const initial: Schedule = { days: [0, 1, 2, 3, 4, 5, 6], from: '23:00', to: '07:00' }

/** Days of the week, from Monday on. */
const WEEK = [1, 2, 3, 4, 5, 6, 0]

interface TransferScheduleProps {
  value: Settings['transferSchedule']
  onChange: (value: Settings['transferSchedule']) => void
}

/** Hours and days in which transfers run, and whether they do now. */
export function TransferSchedule({ value, onChange }: TransferScheduleProps) {
  const { t, i18n } = useTranslation()
  // The last one set: the base of the next change, also before this one is saved, and of switching back.
  const [schedule, setSchedule] = useState(value ?? initial)
  const set = (next: Schedule) => {
    setSchedule(next)
    onChange(next)
  }
  const toggle = ({ days, ...hours }: Schedule, day: number) => {
    const next = days.includes(day) ? days.filter((one) => one !== day) : [...days, day]
    if (next.length > 0) set({ ...hours, days: next.sort((a, b) => a - b) })
  }
  return (
    <>
      <Segmented
        label={t('settings.transferSchedule.title')}
        value={value === null ? 'always' : 'hours'}
        onValueChange={(choice) => onChange(choice === 'always' ? null : schedule)}
        items={(['always', 'hours'] as const).map((choice) => ({
          value: choice,
          label: t(`settings.transferSchedule.${choice}`),
        }))}
      />
      {value === null ? null : (
        <>
          <div className="flex flex-wrap gap-10">
            {(['from', 'to'] as const).map((end) => (
              <Field key={end} label={t(`settings.transferSchedule.${end}`)} className="w-120">
                <TextInput
                  type="time"
                  className="figures"
                  value={schedule[end]}
                  onValueChange={(time) => {
                    // Empty while it is being typed.
                    if (/^\d\d:\d\d$/.test(time)) set({ ...schedule, [end]: time })
                  }}
                />
              </Field>
            ))}
          </div>
          <div role="group" aria-label={t('settings.transferSchedule.days')} className="flex flex-wrap gap-6">
            {WEEK.map((day) => (
              <Chip key={day} pressed={schedule.days.includes(day)} onPressedChange={() => toggle(schedule, day)}>
                <span aria-hidden>{dayName(day, 'short', i18n.language)}</span>
                <span className="sr-only">{dayName(day, 'long', i18n.language)}</span>
              </Chip>
            ))}
          </div>
          <Now schedule={schedule} />
        </>
      )}
    </>
  )
}

function Now({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(30_000)
  const { isOpen, changesAt } = scheduleAt(schedule, now)
  const time = changesAt === null ? '' : format.upcoming(changesAt, now)
  const key = changesAt === null ? 'ever' : isOpen ? 'open' : 'closed'
  return <p className="text-caption text-ink-2">{t(`settings.transferSchedule.${key}`, { time })}</p>
}
