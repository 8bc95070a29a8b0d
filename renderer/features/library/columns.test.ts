import { describe, expect, test } from 'vitest'
import {
  columnIds,
  columnKinds,
  columnsOf,
  descendsFirst,
  fitting,
  merged,
  moved,
  placesMoved,
  resized,
  sortOf,
  toggledColumn,
  type Column,
} from './columns.ts'
import { testModel } from './test-model.ts'

const ids = (columns: readonly Column[]) => columns.map(({ id }) => id)
const shown = (columns: readonly Column[]) => ids(columns.filter((column) => column.shown))

describe('columns', () => {
  test('have a default order, with six of them shown', () => {
    expect(ids(columnsOf([])).sort()).toEqual([...columnIds].sort())
    expect(shown(columnsOf([]))).toEqual(['params', 'quant', 'size', 'fits', 'update', 'modified'])
  })

  test('are as saved; new ones get their default position, unknown ones are ignored', () => {
    const columns = columnsOf([
      { id: 'modified', width: 120, shown: true },
      { id: 'from-a-later-corral', width: 50, shown: true },
      { id: 'size', width: 90, shown: false },
    ])
    expect(columns.find(({ id }) => id === 'modified')?.width).toBe(120)
    expect(shown(columns)).toEqual(['params', 'quant', 'modified', 'fits', 'update'])
    expect(ids(columns).sort()).toEqual([...columnIds].sort())
    expect(columnsOf(columns)).toEqual(columns)
  })

  test('are hidden in a narrow list, the least important first', () => {
    const columns = columnsOf([])
    expect(ids(fitting(columns, 1000))).toEqual(['params', 'quant', 'size', 'fits', 'update', 'modified'])
    expect(ids(fitting(columns, 500))).toEqual(['params', 'quant', 'size'])
    expect(ids(fitting(columns, 420))).toEqual(['params', 'size'])
    expect(ids(fitting(columns, 100))).toEqual([])
  })

  test('move among the shown ones, and stop at the ends', () => {
    const columns = columnsOf([])
    expect(shown(moved(columns, 'params', 1))).toEqual(['quant', 'params', 'size', 'fits', 'update', 'modified'])
    expect(shown(moved(columns, 'modified', -3))).toEqual(['params', 'quant', 'modified', 'size', 'fits', 'update'])
    expect(shown(moved(columns, 'params', -1))).toEqual(shown(columns))
    expect(shown(moved(columns, 'quant', 9))).toEqual(['params', 'size', 'fits', 'update', 'modified', 'quant'])
    expect(moved(columns, 'params', 2)).toHaveLength(columns.length)
  })

  test('that are not shown for a host keep their place and width when others change', () => {
    const all = resized(columnsOf([]), 'fits', 120)
    const known = all.filter(({ id }) => id !== 'fits')
    const whole = merged(moved(known, 'params', 9), all)
    expect(shown(whole)).toEqual(['quant', 'size', 'fits', 'update', 'modified', 'params'])
    expect(whole.find(({ id }) => id === 'fits')?.width).toBe(120)
    expect(merged(all, all)).toEqual(all)
  })

  test('are resized within bounds, shown and hidden', () => {
    const widthOf = (columns: Column[]) => columns.find(({ id }) => id === 'size')?.width
    expect(widthOf(resized(columnsOf([]), 'size', 99.6))).toBe(100)
    expect(widthOf(resized(columnsOf([]), 'size', 1))).toBe(44)
    expect(widthOf(resized(columnsOf([]), 'size', 5000))).toBe(400)
    expect(shown(toggledColumn(columnsOf([]), 'size'))).toEqual(['params', 'quant', 'fits', 'update', 'modified'])
    expect(shown(toggledColumn(columnsOf([]), 'family'))).toEqual([
      'family',
      'params',
      'quant',
      'size',
      'fits',
      'update',
      'modified',
    ])
  })

  test('are passed when one is dragged over more than half of their width', () => {
    const columns = fitting(columnsOf([]), 1000)
    expect(placesMoved(columns, 'params', 20)).toBe(0)
    expect(placesMoved(columns, 'params', 42)).toBe(1)
    expect(placesMoved(columns, 'params', 120)).toBe(2)
    expect(placesMoved(columns, 'params', 5000)).toBe(5)
    expect(placesMoved(columns, 'size', -44)).toBe(-1)
    expect(placesMoved(columns, 'params', -400)).toBe(0)
  })
})

test('an unknown sort column means sorting by name', () => {
  expect(sortOf({ sort: { column: 'colour', desc: true } })).toEqual({ id: 'name', desc: true })
  expect(sortOf({ sort: { column: 'digest', desc: false } })).toEqual({ id: 'digest', desc: false })
})

test('figures and dates are sorted in descending order first, names in ascending order', () => {
  expect((['name', ...columnIds] as const).filter(descendsFirst)).toEqual([
    'size',
    'params',
    'modified',
    'context',
    'embedding',
  ])
})

test('every column has a value to sort by, and none for what is unknown', () => {
  const full = testModel('a:1', {
    modifiedAt: 5,
    details: { parameterSize: '8.2B', quantization: 'Q4_K_M', contextLength: 8192, embeddingLength: 1024 },
  })
  const bare = testModel('b:1', { details: { family: '', format: '' } })
  for (const id of columnIds)
    expect(
      columnKinds[id].value(
        full,
        () => 'tight',
        () => 'update',
      ),
      id,
    ).not.toBeNull()
  const unknown = () => null
  expect(columnIds.filter((id) => columnKinds[id].value(bare, unknown, unknown) === null)).toEqual([
    'params',
    'quant',
    'update',
    'fits',
    'modified',
    'context',
    'family',
    'embedding',
    'format',
  ])
})
