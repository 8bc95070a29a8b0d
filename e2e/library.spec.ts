import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parameterCount } from '#shared/domain/parameter-count.ts'
import { naturallySorted, quantizationBits } from '#shared/domain/sorting.ts'
import { skipped } from './corral.ts'
import { entryOf, onOneLibrary, type Tag } from './list.ts'

describe.skipIf(skipped)('the library', () => {
  const { corral, page, row, list, says, tags, ask } = onOneLibrary()
  const names = () => list().names()

  it('shows the disk space that all models really take', async () => {
    await says('14 models · 90.1 GB on disk · 2.0 GB shared')
    await row('llama3.2:latest').getByRole('img', { name: 'shares 2.0 GB with llama3.2-backup:latest' }).waitFor()
    await row('qwen3:32b').getByRole('img', { name: 'Tools' }).waitFor()
    await row('qwen3:32b').getByRole('img', { name: 'Not loaded' }).waitFor()
  })

  it('orders by every column, figures as figures', async () => {
    const models = await tags()
    const orders: [column: string, value: (tag: Tag) => number | string | null][] = [
      // A stub has no size.
      ['Size', (tag) => (tag.remote_host ? null : tag.size)],
      ['Params', ({ details }) => parameterCount(details.parameter_size)],
      ['Quant', ({ details }) => quantizationBits(details.quantization_level)],
      ['Modified', (tag) => Date.parse(tag.modified_at)],
      ['Context', ({ details }) => details.context_length ?? null],
      ['Family', ({ details }) => details.family],
      ['Embedding', ({ details }) => details.embedding_length ?? null],
      ['Format', ({ details }) => details.format || null],
      ['Digest', ({ digest }) => digest],
    ]
    const byName = naturallySorted(models, ({ name }) => name)
    const inOrder = (value: (typeof orders)[number][1], way: number) => {
      const known = byName.filter((tag) => value(tag) !== null)
      known.sort((a, b) => ((value(a) ?? 0) < (value(b) ?? 0) ? -way : value(a) === value(b) ? 0 : way))
      return [...known, ...byName.filter((tag) => value(tag) === null)].map(({ name }) => name)
    }
    for (const [column, value] of orders) {
      await list().choose('Sort and group', column)
      // Figures and dates start with the largest.
      const way = models.every((tag) => typeof value(tag) !== 'string') && column !== 'Quant' ? -1 : 1
      await expect.poll(names, { message: column }).toEqual(inOrder(value, way))
      if (!['Quant', 'Params'].includes(column)) continue
      await list().choose('Sort and group', way < 0 ? 'Ascending' : 'Descending')
      await expect.poll(names, { message: `${column}, turned` }).toEqual(inOrder(value, -way))
    }
    await list().head('Size').click()
    await expect.poll(async () => (await names())[0]).toBe('qwen3:32b')
    const sortOf = (head: string) =>
      page().getByRole('columnheader', { name: head, exact: true }).getAttribute('aria-sort')
    expect(await sortOf('Size')).toBe('descending')
    await list().head('Size').click()
    await expect.poll(async () => (await names())[0]).toBe('nomic-embed-text:v1.5')
    expect(await sortOf('Size')).toBe('ascending')
    await list().head('Name').click()
    await expect.poll(async () => (await names())[0]).toBe('bge-m3:latest')
  })

  it('shows, moves and resizes columns, and remembers it', async () => {
    expect(await list().heads()).toEqual(['Name', 'Params', 'Quant', 'Size', 'Modified'])
    await page().getByRole('button', { name: 'Columns', exact: true }).click()
    const popover = page().getByRole('dialog', { name: 'Columns' })
    await popover.getByText('Family', { exact: true }).click()
    await popover.getByText('Context', { exact: true }).click()
    await popover.getByText('Quant', { exact: true }).click()
    await popover.getByRole('button', { name: 'Move Family right' }).click()
    await page().keyboard.press('Escape')
    await popover.waitFor({ state: 'detached' })
    expect(await list().heads()).toEqual(['Name', 'Params', 'Family', 'Context', 'Size', 'Modified'])

    await list().head('Family').focus()
    await page().keyboard.press('Alt+ArrowRight')
    await expect.poll(() => list().heads()).toEqual(['Name', 'Params', 'Context', 'Family', 'Size', 'Modified'])
    const before = await list().widthOf('Family')
    await page().keyboard.press('Shift+ArrowRight')
    await expect.poll(() => list().widthOf('Family')).toBe(before + 8)

    for (let presses = 0; presses < 8; presses++) await page().keyboard.press('Shift+ArrowLeft')
    const family = row('nomic-embed-text:v1.5').getByText('nomic-bert', { exact: true })
    await family.hover()
    await expect.poll(() => family.getAttribute('title')).toBe('nomic-bert')
    for (let presses = 0; presses < 8; presses++) await page().keyboard.press('Shift+ArrowRight')
    await list().head('Family').hover()
    await family.hover()
    await expect.poll(() => family.getAttribute('title')).toBeNull()

    await drag('Modified', -250)
    await expect.poll(() => list().heads()).toEqual(['Name', 'Params', 'Modified', 'Context', 'Family', 'Size'])
    const edge = await list().head('Size').locator('xpath=../..').locator('[data-edge]').boundingBox()
    const wide = await list().widthOf('Size')
    await page().mouse.move((edge?.x ?? 0) + 3, (edge?.y ?? 0) + 10)
    await page().mouse.down()
    await page().mouse.move((edge?.x ?? 0) - 37, (edge?.y ?? 0) + 10, { steps: 4 })
    await page().mouse.up()
    await expect.poll(() => list().widthOf('Size')).toBe(wide + 40)

    await list().head('Context').click({ button: 'right' })
    await entryOf(page(), 'Hide this column').click()
    const wanted = ['Name', 'Params', 'Modified', 'Family', 'Size']
    await expect.poll(() => list().heads()).toEqual(wanted)
    const saved = async () => {
      const text = await readFile(path.join(corral().dataFolder, 'library.json'), 'utf8').catch(() => '')
      return /"id":\s*"context"[^}]*"shown":\s*false/.test(text)
    }
    await expect.poll(saved).toBe(true)
    await page().reload()
    await row('qwen3:32b').waitFor()
    expect(await list().heads()).toEqual(wanted)
    expect(await list().widthOf('Size')).toBe(wide + 40)
    await page().getByRole('button', { name: 'Columns', exact: true }).click()
    await popover.getByRole('button', { name: 'Reset to default' }).click()
    await page().keyboard.press('Escape')
    await expect.poll(() => list().heads()).toEqual(['Name', 'Params', 'Quant', 'Size', 'Modified'])
  })

  /** Drags a column by its header by this many pixels. */
  const drag = async (column: string, dx: number) => {
    const box = await list().head(column).boundingBox()
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
    await page().mouse.move(x, y)
    await page().mouse.down()
    await page().mouse.move(x + dx, y, { steps: 6 })
    await page().mouse.up()
  }

  it('filters by text, capability, family, size and memory', async () => {
    const digest = (await tags()).find(({ name }) => name === 'phi4-mini:latest')?.digest ?? ''
    for (const [text, expected] of [
      ['LLAMA3.2 backup', ['llama3.2-backup:latest']],
      ['nomic-bert', ['nomic-embed-text:v1.5']],
      [digest.slice(0, 8), ['phi4-mini:latest']],
      [`sha256:${digest}`, ['phi4-mini:latest']],
    ] as const) {
      await list().filter().fill(text)
      await expect.poll(names, { message: text }).toEqual(expected)
    }
    await says(/^1 of 14 models · 2\.5 GB of 90\.1 GB on disk$/)
    // What is found by its family follows what is found by name, below a heading.
    await list().filter().fill('qwen')
    for (const [at, line] of ['By name', 'qwen2.5-coder:7b', 'qwen3:32b', 'By family', 'deepseek-r1:32b'].entries())
      await page()
        .locator(`[data-models] [aria-rowindex="${at + 2}"]`)
        .filter({ hasText: line })
        .waitFor()
    await list().filter().fill('no such model')
    await says('Nothing matches')
    await page().getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(async () => (await names()).length).toBe(14)

    const chip = (name: string) => page().getByRole('button', { name })
    await chip('Embedding').click()
    await expect.poll(names).toEqual(['bge-m3:latest', 'nomic-embed-text:v1.5'])
    await chip('Embedding').click()
    await chip('Vision').click()
    await chip('Tools').click()
    await expect.poll(names).toEqual(['mistral-small3.2:24b'])
    await chip('Vision').click()
    await chip('Tools').click()

    await page().getByRole('button', { name: 'Family', exact: true }).click()
    await page()
      .getByRole('menuitemcheckbox', { name: /^qwen3\s*1$/ })
      .click()
    await expect.poll(names).toEqual(['qwen3:32b'])
    await list().choose('Family: qwen3', 'All families')

    await list().choose('More filters', 'Over 20.0 GB')
    await expect.poll(names).toEqual(['qwen3:32b'])
    await list().choose(/^More filters/, 'Thinking')
    await expect.poll(names).toEqual(['qwen3:32b'])
    await list().choose('More filters, 2 set', 'Over 20.0 GB')
    await expect.poll(async () => (await names()).length).toBeGreaterThan(2)
    await list().choose('More filters, 1 set', 'Thinking')

    await ask('POST', 'generate', { model: 'phi4-mini' })
    await chip('Loaded').filter({ hasText: '1' }).click()
    await expect.poll(names).toEqual(['phi4-mini:latest'])
    await row('phi4-mini:latest').getByRole('img', { name: 'Loaded' }).waitFor()
    await chip('Loaded').click()
  })

  it('groups by family and by what is shared', async () => {
    await list().choose('Sort and group', 'Shared weights')
    const shared = page().getByRole('row').filter({ hasText: 'Same data' })
    await shared.getByText('2 models · 2.0 GB · 2.0 GB shared').waitFor()
    await page().getByRole('row').filter({ hasText: 'Shares nothing' }).getByText('11 models').waitFor()
    await page()
      .getByRole('row', { name: /^Cloud/ })
      .waitFor()
    await shared.focus()
    await page().keyboard.press('ArrowLeft')
    await row('llama3.2-backup:latest').waitFor({ state: 'detached' })
    expect(await shared.getAttribute('aria-expanded')).toBe('false')
    await page().keyboard.press('ArrowRight')
    await row('llama3.2-backup:latest').waitFor()
    expect(await row('llama3.2-backup:latest').getAttribute('aria-level')).toBe('2')
    await page().keyboard.press(' ')
    await list().selection().getByText('2 models, 2.0 GB, of which 2.0 GB shared').waitFor()
    await page().keyboard.press('Escape')
    await list().selection().waitFor({ state: 'detached' })
    await list().choose('Sort and group', 'None')
    await expect.poll(async () => (await names())[0]).toBe('bge-m3:latest')
  })

  it('reports no error and no policy violation', () => {
    expect(corral().pageErrors).toEqual([])
  })
})
