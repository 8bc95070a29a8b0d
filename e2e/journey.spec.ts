import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, target, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'

/** All steps of a user who has no server; each needs the one before it. */
describe.skipIf(skipped)('a first run, from start to delete', () => {
  let corral: Corral
  beforeAll(async () => {
    // A server that is found would be used at once; port 9 is not in use.
    corral = await launchCorral({ args: ['--host', 'http://127.0.0.1:9'] })
  })
  afterAll(() => corral?.close())
  const page = () => corral.page
  const parts = () => partsOf(corral.page)

  it('explains that no server answers, and offers the sandbox in the palette', async () => {
    await page().getByText('Nothing answers at').waitFor()
    await parts().command('sandbox', 'Open the sandbox')
    await parts().row('llama3.2:latest').waitFor()
    await expect.poll(() => page().getByText('Sandbox', { exact: true }).count()).toBeGreaterThan(0)
  })

  it('pulls a model and shows its progress', async () => {
    await parts().pull('qwen3:0.6b')
    await parts().place('Transfers').click()
    await page().getByRole('progressbar').first().waitFor()
    await page()
      .getByText(/done in|downloaded in/)
      .first()
      .waitFor({ timeout: 40_000 })
    await parts().place('Library').click()
    await parts().row('qwen3:0.6b').waitFor()
  })

  it('inspects it', async () => {
    await parts().row('qwen3:0.6b').click()
    for (const tab of ['Configuration', 'Template', 'Metadata', 'Raw']) await parts().tab(tab)
    await page().getByRole('button', { name: 'JSON', exact: true }).click()
    await page().getByText('model_info').first().waitFor()
    await page().keyboard.press('Escape')
  })

  it('loads it and sees the memory it takes', async () => {
    await parts().row('qwen3:0.6b').focus()
    await page().keyboard.press('l')
    await parts().place('Running').click()
    await page().getByText('qwen3', { exact: false }).first().waitFor()
    await page()
      .getByText(/GPU 100%|all on/)
      .first()
      .waitFor()
    await page()
      .getByText(/until unload/)
      .first()
      .waitFor()
  })

  it('embeds texts and sees which are alike', async () => {
    await parts().place('Playground').click()
    await page().getByRole('textbox', { name: 'Texts' }).fill('the sky is blue\nthe sky is so blue\ninvoice 2231')
    await page()
      .getByRole('button', { name: /^Embed/ })
      .click()
    await page()
      .getByText(/3 × \d+/)
      .first()
      .waitFor()
  })

  it('renames and deletes it', async () => {
    await parts().place('Library').click()
    await parts().row('qwen3:0.6b').focus()
    await page().keyboard.press('F2')
    await page().getByRole('dialog').getByRole('textbox').fill('mine:v1')
    await page().getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
    await parts().row('mine:v1').waitFor()
    await parts().row('qwen3:0.6b').waitFor({ state: 'detached' })
    await parts().row('mine:v1').focus()
    await page().keyboard.press('Delete')
    const dialog = page().getByRole('alertdialog')
    await dialog.getByText(/Frees/).waitFor()
    await dialog.getByRole('button', { name: 'Move to bin' }).click()
    await parts().row('mine:v1').waitFor({ state: 'detached' })
  })

  it('reports no error and no policy violation', () => {
    expect(corral.pageErrors).toEqual([])
    if (target === 'web') expect(page().url()).not.toContain('token')
  })
})
