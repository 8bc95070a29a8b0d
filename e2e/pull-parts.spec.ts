import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeStore, blobName, type TestStore } from '../electron/core/store/test-store.ts'
import { startStoreServer, type StoreServer } from '../electron/core/store/test-store-server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'

const NAME = 'big:70b'

describe.skipIf(skipped)('the parts that a pull leaves in a store on this computer', () => {
  let store: TestStore
  let server: StoreServer
  let corral: Corral
  beforeAll(async () => {
    store = await makeStore()
    server = await startStoreServer(store)
    corral = await launchCorral({ args: ['--host', server.url] })
    await partsOf(corral.page).row('small:1b').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    server?.close()
    await store?.remove()
  })
  const parts = () => partsOf(corral.page)
  const card = () => corral.page.getByRole('listitem').filter({ hasText: NAME }).first()
  const press = (name: string | RegExp) => card().getByRole('button', { name }).click()
  const moving = () =>
    card()
      .getByText(/MB\/s · /)
      .waitFor()

  it('are removed when the user has confirmed it', async () => {
    await parts().pull(NAME)
    await parts().place('Transfers').click()
    await moving()
    await press(/^Cancel/)
    await card().getByText('What was downloaded stays on the server').waitFor()
    await press('Remove the downloaded parts (1.2 MB)')
    await parts().dialog().getByText(`3 unfinished files (1.2 MB on the disk) of this pull are deleted`).waitFor()
    await parts().dialog().getByText(store.blobs).waitFor()
    await parts().dialog().getByRole('button', { name: 'Cancel' }).click()
    expect(await store.names()).toHaveLength(3)
    await press(/^Remove the downloaded/)
    await parts().dialog().getByRole('button', { name: 'Remove', exact: true }).click()
    await card().getByText('None of its unfinished files is on the disk any more').waitFor()
    await card()
      .getByRole('button', { name: /^Remove the downloaded/ })
      .waitFor({ state: 'detached' })
    expect(await store.names()).toEqual([])
  })

  it('are moved aside if the server cannot read them, and removed after the pull', async () => {
    await press('Resume')
    await moving()
    await server.stop()
    await card().getByText(`The unfinished download of ${NAME} is broken`).waitFor()
    await card().getByText(`The unfinished files are in ${store.blobs}.`).waitFor()
    const offer = card().getByRole('button', { name: 'Move the broken parts aside and pull again' })
    expect(await offer.count()).toBe(0)
    await press('Try again')
    await offer.click()
    await parts().dialog().getByText(store.aside).waitFor()
    server.ends = true
    await parts().dialog().getByRole('button', { name: 'Move and pull again' }).click()
    await press('Show in the library')
    await parts().row(NAME).waitFor()
    await expect.poll(() => store.names()).toEqual([blobName(server.digest)])
  })

  it('report no error', () => {
    expect(corral.pageErrors).toEqual([])
  })
})
