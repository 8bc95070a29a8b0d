import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'
import { playgroundOf } from './playground.ts'

/** What an old server does not report is left out, not replaced. */

describe.skipIf(skipped)('a server of 0.5.12', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'], env: { CORRAL_SANDBOX_AS: '0.5.12' } })
  })
  afterAll(() => corral?.close())
  const page = () => corral.page
  const parts = () => partsOf(corral.page)
  const nothingMadeUp = async () =>
    expect(await page().locator('body').innerText()).not.toMatch(/NaN|undefined|Invalid Date|\bnull\b|1970/)

  it('lists its models without capabilities', async () => {
    await parts().row('llama3.2:latest').waitFor()
    await page().getByText('Ollama 0.5.12').waitFor()
    await page().getByText('13 models').first().waitFor()
    expect(await page().getByRole('button', { name: 'Embedding', exact: true }).count()).toBe(0)
    await nothingMadeUp()
  })

  it('shows a model without capabilities', async () => {
    await parts().row('llama3.2:latest').focus()
    await page().keyboard.press('Enter')
    await page().getByText('Not reported').waitFor()
    await nothingMadeUp()
    // What it could be used for is unknown, so there is an example of each.
    await parts().tab('Use elsewhere')
    const needs = page().getByText('Needs Ollama 0.14.0 or later. This server has 0.5.12.')
    expect(await needs.count()).toBe(2)
    await page().getByRole('button', { name: 'Embeddings', exact: true }).click()
    await page().getByText('/api/embed').waitFor()
    expect(await needs.count()).toBe(1)
    await parts().tab('Overview')
    await page().keyboard.press('Escape')
  })

  it('pulls a model', async () => {
    await parts().place('Library').click()
    await parts().pull('qwen3:0.6b')
    await parts().place('Transfers').click()
    const card = page().getByRole('listitem').filter({ hasText: 'qwen3' }).first()
    await card.getByText(/downloaded in /).waitFor({ timeout: 30_000 })
    await nothingMadeUp()
  })

  it('loads a model without reporting its context', async () => {
    await parts().place('Library').click()
    await parts().row('llama3.2:latest').focus()
    await page().keyboard.press('l')
    await parts().place('Running').click()
    await page().getByText('llama3.2:latest is loaded').first().waitFor({ timeout: 30_000 })
    const card = page().getByRole('region', { name: 'llama3.2:latest', exact: true })
    await card.getByRole('button', { name: 'Unload', exact: true }).waitFor()
    expect(await card.count()).toBe(1)
    expect(await card.innerText()).not.toContain('context')
    await nothingMadeUp()
  })

  it('embeds with the likeliest embedding model, and with a chat model', async () => {
    await parts().place('Playground').click()
    const { field, embed, model } = playgroundOf(page())
    await field.fill('the sky is blue')
    await field.press('Enter')
    await embed.click()
    await page().getByText('1 × 1,024').first().waitFor()
    await model('Model', 'llama3.2:latest')
    await embed.click()
    await page().getByText('1 × 3,072').first().waitFor()
    await page()
      .getByText(/vectors are valid/)
      .waitFor()
    await nothingMadeUp()
  })

  it('says in Hosts what its version can do, once it is asked', async () => {
    await parts().place('Hosts').click()
    const abilities = page().getByText('What this version can do: 1 of 6')
    await abilities.waitFor()
    const can = page().getByText('batch embedding', { exact: true })
    expect(await can.isVisible()).toBe(false)
    await abilities.click()
    await can.waitFor()
    for (const missing of ['no tensor list', 'no model capabilities', 'no capabilities in the list'])
      await page().getByText(missing, { exact: true }).waitFor()
  })

  it('reports no error and no policy violation', () => {
    expect(corral.pageErrors).toEqual([])
  })
})
