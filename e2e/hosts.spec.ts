import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'

describe.skipIf(skipped)('a host that accepts and never answers', () => {
  let silent: net.Server
  let sandbox: Sandbox
  let corral: Corral
  beforeAll(async () => {
    silent = net.createServer(() => {}).listen(0, '127.0.0.1')
    sandbox = await startSandbox({ rate: 0 })
    corral = await launchCorral({ args: ['--host', `127.0.0.1:${(silent.address() as AddressInfo).port}`] })
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
    silent?.close()
  })

  it('is reported as not answering within its deadline', async () => {
    await corral.page.getByText('did not answer in time', { exact: false }).first().waitFor({ timeout: 15_000 })
    await corral.page.getByRole('button', { name: 'Check again' }).waitFor()
  })

  it('leaves all other places usable', async () => {
    const { place } = partsOf(corral.page)
    for (const name of ['Running', 'Transfers', 'Playground', 'Hosts', 'Library']) {
      await place(name).click()
      await corral.page.getByRole('main').waitFor()
    }
  })

  it('does not hold up another host', async () => {
    const { place, row, dialog } = partsOf(corral.page)
    await place('Hosts').click()
    await corral.page.getByRole('button', { name: 'Add host' }).first().click()
    await dialog().getByRole('textbox', { name: 'Address' }).fill(sandbox.url)
    await dialog().getByText('Ollama 0.33.0-rc2 answers').waitFor()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Workstation')
    await dialog().getByRole('button', { name: 'Add and use it' }).click()
    await dialog().filter({ hasText: 'Address' }).waitFor({ state: 'detached' })
    await corral.page.getByText('Workstation was added and is the current host now').waitFor()
    await place('Library').click()
    await row('llama3.2:latest').waitFor({ timeout: 5000 })
    expect(corral.pageErrors).toEqual([])
  })

  it('is kept apart from the list that is saved', async () => {
    await corral.page.reload()
    const { row } = partsOf(corral.page)
    await row('llama3.2:latest').waitFor()
    await corral.page.getByText('Workstation').first().waitFor()
  })
})

describe.skipIf(skipped)('adding a host', () => {
  let corral: Corral
  const servers: http.Server[] = []
  const answer = async (act: http.RequestListener) => {
    const server = http.createServer(act).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'] })
  })
  afterAll(async () => {
    await corral?.close()
    for (const server of servers) server.close()
  })

  it.each<[string, http.RequestListener, RegExp]>([
    ['that is no Ollama', (_request, response) => response.end('<h1>It works!'), /is not an Ollama server/],
    [
      'that refuses foreign origins',
      (_request, response) => response.writeHead(403).end(),
      /refuses requests from here/,
    ],
    [
      'whose proxy does not let everybody in',
      (_request, response) => response.writeHead(403).end('<h1>Forbidden'),
      /does not allow this/,
    ],
    [
      'with nothing behind its proxy',
      (_request, response) => response.writeHead(502).end(),
      /gets no answer from Ollama/,
    ],
    ['that points elsewhere', (_request, response) => response.writeHead(301).end(), /redirects to another address/],
    [
      'with another path',
      (request, response) =>
        request.url === '/api/version'
          ? response.end('{"version":"0.33.0"}')
          : request.url === '/api/tags'
            ? response.end('{"models":[]}')
            : response.writeHead(404).end('<h1>'),
      /does not answer below the path/,
    ],
  ])('one %s is explained in words', async (name, act, words) => {
    const { place, dialog } = partsOf(corral.page)
    const address = `http://${await answer(act)}${name === 'with another path' ? '/v1' : ''}`
    await place('Hosts').click()
    await corral.page.getByRole('button', { name: 'Add host' }).first().click()
    await dialog().getByRole('textbox', { name: 'Address' }).fill(address)
    await dialog().getByText(words).first().waitFor()
    await corral.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  it.each([
    ['http://me:secret@host', /password/i],
    ['ftp://host', /address/i],
    ['127.0.0.1:9', /Nothing answers/],
    ['no-such-name.invalid', /name/i],
  ])('%s is explained in words', async (address, words) => {
    const { place, dialog } = partsOf(corral.page)
    await place('Hosts').click()
    await corral.page.getByRole('button', { name: 'Add host' }).first().click()
    await dialog().getByRole('textbox', { name: 'Address' }).fill(address)
    await dialog().getByText(words).first().waitFor({ timeout: 15_000 })
    await corral.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })
})
