import type { PeerCertificate } from 'node:tls'
import type { Certificate } from '#shared/contract/hosts.ts'
import type { Clock, Net } from '../platform.ts'
import { networkError } from '../ollama/errors.ts'
import { fail } from '../problem.ts'

const LOOK_WITHIN = 8_000
/** The number of certificates shown in this run that can still be trusted; older ones have to be shown again. */
const REMEMBERED = 50
/** A certificate may hold kilobytes of names; the page needs no more than this. */
const MOST_NAMES = 20
const MOST_TEXT = 300

/** Only a certificate that was shown to the user can be trusted. */
export interface Certificates {
  /** Throws the network problem. */
  show(url: string): Promise<Certificate>
  /** One that was shown before; throws `certificate_untrusted` for any other. */
  shown(url: string, fingerprint: string): Certificate
}

export function createCertificates(net: Net, clock: Clock): Certificates {
  const seen = new Map<string, Certificate>()
  return {
    async show(url) {
      const certificate = toCertificate(await lookAt(net, clock, url, LOOK_WITHIN))
      seen.delete(certificate.fingerprint)
      seen.set(certificate.fingerprint, certificate)
      for (const old of seen.keys()) if (seen.size > REMEMBERED) seen.delete(old)
      return certificate
    },
    shown(url, fingerprint) {
      const certificate = seen.get(fingerprint)
      if (!certificate) throw fail('certificate_untrusted', { server: url })
      return certificate
    },
  }
}

/** The certificate of the server at an https address. `within` is the deadline in milliseconds. */
export async function lookAt(net: Net, clock: Clock, url: string, within: number): Promise<PeerCertificate> {
  const ending = new AbortController()
  const timer = clock.after(within, () => ending.abort())
  try {
    return await net.certificate(new URL(url), ending.signal)
  } catch (error) {
    throw ending.signal.aborted ? fail('timed_out', { server: url }) : networkError(error, { server: url })
  } finally {
    timer.cancel()
  }
}

/** Node's description of a certificate as plain values. */
function toCertificate(peer: PeerCertificate): Certificate {
  const subject = nameText(peer.subject)
  const issuer = nameText(peer.issuer)
  return {
    fingerprint: peer.fingerprint256,
    subject,
    issuer,
    names: (peer.subjectaltname ?? '')
      .split(', ')
      .map((name) => name.replace(/^(DNS|IP Address):/, '').slice(0, MOST_TEXT))
      .filter((name) => name !== '')
      .slice(0, MOST_NAMES),
    validFrom: Date.parse(peer.valid_from) || 0,
    validTo: Date.parse(peer.valid_to) || 0,
    selfSigned: subject === issuer,
  }
}

/** `CN=box.local, O=Home` */
function nameText(name: object | undefined): string {
  return Object.entries(name ?? {})
    .flatMap(([key, value]: [string, unknown]) => [value].flat().map((each) => `${key}=${String(each)}`))
    .join(', ')
    .slice(0, MOST_TEXT)
}
