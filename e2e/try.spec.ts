import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped)('a model is tried', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'] })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
  })
  afterAll(() => corral?.close())
  const page = () => corral.page
  const dialog = () => page().getByRole('dialog', { name: /^Try / })
  const answer = (name: string) => dialog().getByRole('region', { name, exact: true })
  const kept = () => dialog().getByRole('region', { name: 'Last answers' }).getByRole('listitem')

  it('with one prompt, whose answer comes with its figures', async () => {
    await partsOf(page()).command('try llama3.2:latest', 'Try llama3.2:latest')
    await dialog().getByRole('textbox', { name: 'Prompt', exact: true }).fill('Why does it rain?')
    await page().keyboard.press('ControlOrMeta+Enter')
    const first = answer('llama3.2:latest')
    await first.getByText('This is a sandbox', { exact: false }).waitFor()
    await first.getByText(/^\d+\.\d tokens\/s$/).waitFor()
    await first.getByText('Done', { exact: true }).waitFor()
    await expect.poll(() => kept().count()).toBe(1)
  })

  it('beside another, after it; Escape stops, and closes only then', async () => {
    await dialog().getByRole('button', { name: 'Another model beside' }).click()
    await dialog().getByText('Thinking', { exact: true }).waitFor({ state: 'attached' })
    await page().keyboard.press('ControlOrMeta+Enter')
    await answer('deepseek-r1:32b').getByText('Next', { exact: true }).waitFor()
    await answer('deepseek-r1:32b').getByText('Loading and reading the prompt…').waitFor()
    await answer('llama3.2:latest').getByText('Done', { exact: true }).waitFor()
    await page().keyboard.press('Escape')
    await answer('deepseek-r1:32b').getByText('Stopped', { exact: true }).waitFor()
    await dialog().getByRole('button', { name: 'Remove the second model' }).click()
    await page().keyboard.press('ControlOrMeta+Enter')
    await dialog().getByRole('button', { name: 'Stop', exact: true }).press('Enter')
    await answer('llama3.2:latest').getByText('Stopped', { exact: true }).waitFor()
    await dialog().locator('button:focus', { hasText: 'Send' }).waitFor()
    await page().keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  it('and the last prompts are there after a reload, until they are forgotten', async () => {
    await page().reload()
    await partsOf(page()).row('llama3.2:latest').click()
    await page().getByRole('complementary').getByRole('button', { name: 'Try…' }).click()
    await kept().last().getByRole('button').click()
    expect(await dialog().getByRole('textbox', { name: 'Prompt', exact: true }).inputValue()).toBe('Why does it rain?')
    await answer('llama3.2:latest').getByText('Done', { exact: true }).waitFor()
    const file = path.join(corral.dataFolder, 'answers.json')
    expect(existsSync(file) && readFileSync(file, 'utf8')).toContain('Why does it rain?')
    await dialog().getByRole('button', { name: 'Forget' }).click()
    await kept().first().waitFor({ state: 'detached' })
    expect(readFileSync(file, 'utf8')).not.toContain('Why does it rain?')
    expect(corral.pageErrors).toEqual([])
  })
})
