// @ts-check
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket } from 'ws'
import { startServer } from '../build/server.mjs'
import { median } from './measure.mjs'

/**
 * Measures the page while 50 pulls run, against the same page while they are paused.
 *
 * @typedef {import('./measure.mjs').Figure} Figure
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').CDPSession} CDPSession
 * @typedef {import('../shared/contract/index.ts').CorralClient} CorralClient
 */
const PULLS = 50
/** As many as the settings allow for one host. */
const AT_A_TIME = 8
const HOSTS = Math.ceil(PULLS / AT_A_TIME)
const ROUNDS = 3
const SECONDS = 4
const FRAME = 1000 / 60

/**
 * What happens in some seconds: the longest frame in milliseconds, the frames that were dropped, and the share of one
 * processor that the page's main thread uses, in percent.
 *
 * @typedef {{ longest: number, dropped: number, cpu: number }} Seen
 * @param {Page} page
 * @param {CDPSession} session
 * @returns {Promise<Seen>}
 */
async function watch(page, session) {
  const used = async () =>
    (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN
  const before = await used()
  const waits = await page.evaluate(async (ms) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const begin = Number(await frame())
    const waits = []
    for (let last = begin; last - begin < ms;) {
      const now = Number(await frame())
      waits.push(now - last)
      last = now
    }
    return waits
  }, SECONDS * 1000)
  const dropped = waits.reduce((sum, wait) => sum + Math.max(0, Math.round(wait / FRAME) - 1), 0)
  return { longest: Math.max(...waits), dropped, cpu: (100 * ((await used()) - before)) / SECONDS }
}

/**
 * A client of the web server that serves a page.
 *
 * @param {Page} page
 */
async function connect(page) {
  const { host, origin } = new URL(page.url())
  const token = await page.evaluate(() => sessionStorage.getItem('corral.token'))
  const socket = new WebSocket(`ws://${host}/rpc`, ['corral', `token.${token}`], { origin })
  /** @type {CorralClient} */
  const client = createORPCClient(new RPCLink({ websocket: /** @type {any} */ (socket) }))
  return { client, close: () => socket.close() }
}

/**
 * Starts 50 pulls that do not end meanwhile, and looks at two places.
 *
 * @param {Page} page of a web server
 * @param {(place: string) => Promise<void>} go
 * @returns {Promise<Figure[]>}
 */
export async function manyPulls(page, go) {
  const servers = await Promise.all(Array.from({ length: HOSTS }, () => startServer('sandbox', ['--rate', '40000000'])))
  const { client, close } = await connect(page)
  await client.settings.update({ parallelTransfers: AT_A_TIME })
  const hosts = await Promise.all(
    servers.map(({ address }, at) => client.hosts.add({ name: `box ${at}`, url: address })),
  )
  for (let pull = 0; pull < PULLS; pull++) {
    const hostId = hosts[pull % HOSTS]?.id ?? ''
    await client.transfers.start({ hostId, kind: 'pull', name: `bench-${pull}:70b` })
  }
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const figures = []
  for (const place of ['Transfers', 'Library']) {
    await go(place)
    const [paused, running] = [/** @type {Seen[]} */ ([]), /** @type {Seen[]} */ ([])]
    for (let round = 0; round < ROUNDS; round++) {
      await client.transfers.pause({})
      await page.waitForTimeout(1500)
      paused.push(await watch(page, session))
      await client.transfers.resume({})
      await page.waitForTimeout(3000)
      running.push(await watch(page, session))
    }
    const both = (/** @type {keyof Seen} */ key) =>
      [running, paused].map((rounds) => median(rounds.map((seen) => seen[key])))
    const told = (/** @type {keyof Seen} */ key) =>
      both(key)
        .map((value) => value.toFixed(0))
        .join(' and ')
    const [dropped = NaN, before = NaN] = both('dropped')
    figures.push({
      name: `50 pulls at once: frames of ${SECONDS * 60} dropped in ${place}, over those while they are paused`,
      value: Math.max(0, dropped - before),
      unit: /** @type {const} */ (''),
      target: 0,
      note: `${told('dropped')} dropped, the longest ${told('longest')} ms, CPU ${told('cpu')} %`,
    })
  }
  close()
  await Promise.all(servers.map(({ close }) => close()))
  return figures
}
