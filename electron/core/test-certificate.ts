import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** For tests: certificates made on demand, so that no key is in the repository and none expires. */

const der = (tag: number, ...content: Uint8Array[]): Buffer => {
  const body = Buffer.concat(content)
  if (body.length < 128) return Buffer.concat([Buffer.of(tag, body.length), body])
  const hex = body.length.toString(16)
  const length = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, body])
}
const sequence = (...content: Uint8Array[]) => der(0x30, ...content)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const time = (ms: number) =>
  der(0x18, Buffer.from(`${new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const commonName = (name: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))))

/** Subject alternative names: IP addresses, or else DNS names. */
function alternativeNames(names: readonly string[]): Buffer {
  const list = names.map((name) =>
    /^[\d.]+$/.test(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
  )
  return sequence(oid('551d11'), der(0x04, sequence(...list)))
}

export interface TestCertificate {
  /** PEM, as for `https.createServer`. */
  key: string
  cert: string
}

interface Options {
  subject?: string
  names?: readonly string[]
  /** Milliseconds since 1970. */
  validFrom?: number
  validTo?: number
  /** The issuer that signs it; self-signed without one. */
  issuer?: { subject: string; key: string }
}

const DAY = 24 * 3600 * 1000

/** An X.509 v3 certificate for a new P-256 key. */
export function makeCertificate(options: Options = {}): TestCertificate {
  const { subject = 'box.test', names = ['127.0.0.1', 'localhost'], issuer } = options
  const { validFrom = Date.now() - DAY, validTo = Date.now() + 365 * DAY } = options
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signer: KeyObject = issuer ? createPrivateKey(issuer.key) : privateKey
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ecdsaWithSha256,
    commonName(issuer?.subject ?? subject),
    sequence(time(validFrom), time(validTo)),
    commonName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternativeNames(names))),
  )
  const signature = der(0x03, Buffer.of(0), sign('sha256', body, signer))
  const whole = sequence(body, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}
