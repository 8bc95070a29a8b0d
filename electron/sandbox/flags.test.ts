import { expect, test } from 'vitest'
import { faultNames } from './faults.ts'
import { help, Mistake, readFlags } from './flags.ts'

test('reads all flags', () => {
  const command = readFlags(['--port', '0', '--models', '1000', '--rate', '0', '--fault', 'stall:20', '--fault', 'eof'])
  expect(command).toEqual({
    help: false,
    options: { port: 0, models: 1000, rate: 0, faults: [{ name: 'stall', ms: 20_000 }, { name: 'eof' }] },
  })
  expect(readFlags(['--as', '0.5.12'])).toEqual({ help: false, options: { as: '0.5.12' } })
  expect(readFlags(['--gpus', '2:12,8']).options.machine?.gpus).toEqual([12 * 2 ** 30, 8 * 2 ** 30])
  expect(readFlags(['--account', 'signed-out'])).toEqual({ help: false, options: { account: 'signed-out' } })
  expect(readFlags(['--release', 'hf.co/u/r:Q4=weights,license']).options.releases).toEqual([
    { name: 'hf.co/u/r:Q4', parts: ['weights', 'license'] },
  ])
  expect(readFlags([])).toEqual({ help: false, options: {} })
})

test.each([
  [['--port', 'x'], '--port wants a whole number from 0 to 65535, not "x"'],
  [['--models', '20001'], '--models wants a whole number from 0 to 20000, not "20001"'],
  [['--rate', '1.5'], '--rate wants'],
  [['--as', '0.6.0'], '--as knows no "0.6.0", only'],
  [['--account', 'ada'], '--account knows no "ada", only offline, signed-out, signed-in'],
  [['--gpus', '3'], '--gpus wants none, 1, 2 or unified'],
  [['--fault', 'nope'], '--fault knows no "nope", only'],
  [['--fault', 'stall:x'], '--fault stall wants seconds after the colon, not "x"'],
  [['--release', '=weights'], '--release wants a model name before the "=", not ""'],
  [['--release', 'a=size'], '--release knows no part "size", only template, params, license, weights'],
  [['--bogus'], "Unknown option '--bogus'"],
  [['extra'], "Unexpected argument 'extra'"],
])('refuses %j in one line', (args, text) => {
  const read = () => readFlags(args)
  expect(read).toThrow(Mistake)
  expect(read).toThrow(text)
  expect(read).not.toThrow('\n')
})

test('the help names every fault', () => {
  for (const name of faultNames) expect(help).toContain(`  ${name}`)
})
