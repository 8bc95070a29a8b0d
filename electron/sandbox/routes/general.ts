import { ACCOUNT } from '../context.ts'
import { Refusal } from '../http/refusal.ts'
import type { Handler, Routes } from './router.ts'

const greet: Handler = (_, exchange) => exchange.text(200, 'text/plain; charset=utf-8', 'Ollama is running')

const version: Handler = ({ version }, exchange) => exchange.json({ version })

const status: Handler = (_, exchange) => exchange.json({ cloud: { disabled: false, source: 'none' } })

/** No one has the private key. */
const publicKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'Sandbox'.padEnd(43, '0')}`

export const signinUrl = `https://ollama.com/connect?name=sandbox&key=${Buffer.from(publicKey).toString('base64url')}`

const me: Handler = ({ account, generation }, exchange) => {
  if (account === 'offline' && generation.offlineAccount === 'null') return exchange.json(null)
  if (account === 'offline') throw new Refusal(503, 'account unavailable')
  if (account === 'signed-out') throw new Refusal(401, 'unauthorized', signinUrl)
  exchange.json(ACCOUNT)
}

const signout: Handler = (context, exchange) => {
  if (context.account === 'offline') throw new Refusal(500, 'there was an error signing out')
  if (context.account === 'signed-out') throw new Refusal(401, 'you are not currently signed in')
  context.account = 'signed-out'
  exchange.json(null)
}

export const general: Routes = {
  'GET /': greet,
  'HEAD /': greet,
  'GET /api/version': version,
  'HEAD /api/version': version,
  'GET /api/status': status,
  'POST /api/me': me,
  'POST /api/signout': signout,
  'DELETE /api/user/keys/*': signout,
}
