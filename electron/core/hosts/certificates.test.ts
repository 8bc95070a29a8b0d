import https from 'node:https'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate } from '../test-certificate.ts'
import { anybody, bearer, closeAll, codeOf, hostOf, listen, open, serveTls } from './test-hosts.ts'

afterEach(closeAll)

describe('certificates', () => {
  it('are shown with their identity, and trusted for one host only', async () => {
    const certificate = makeCertificate({ subject: 'Home Box', names: ['127.0.0.1', 'box.local'] })
    const url = await serveTls(certificate, anybody)
    const other = await serveTls(certificate, anybody)
    const { client, app, platform } = await open()
    expect(await codeOf(client.hosts.test({ url }))).toBe('certificate_untrusted')
    const shown = await client.hosts.certificate({ url })
    expect(shown).toMatchObject({
      subject: 'CN=Home Box',
      issuer: 'CN=Home Box',
      names: ['127.0.0.1', 'box.local'],
      selfSigned: true,
    })
    expect(shown.validTo).toBeGreaterThan(Date.now())
    expect(await client.hosts.test({ url, trust: shown.fingerprint })).toMatchObject({ version: '0.33.0' })
    const host = await client.hosts.add({ name: '', url, trust: shown.fingerprint })
    expect(host.certificate).toEqual(shown)
    await client.hosts.check({ hostId: host.id })
    expect(hostOf(app.hosts.state(), host.id)?.reach).toBe('up')
    // The very same certificate elsewhere is not trusted.
    expect(await codeOf(client.hosts.test({ url: other, hostId: host.id }))).toBe('certificate_untrusted')
    const second = await client.hosts.add({ name: '', url: other })
    await client.hosts.check({ hostId: second.id })
    expect(hostOf(app.hosts.state(), second.id)).toMatchObject({ problem: { code: 'certificate_untrusted' } })
    await app.close()
    const later = await open(platform)
    await later.client.hosts.check({ hostId: host.id })
    expect(hostOf(later.app.hosts.state(), host.id)).toMatchObject({ reach: 'up', certificate: shown })
  })

  it('are trusted only after they were shown', async () => {
    const url = await serveTls(makeCertificate(), anybody)
    const { client } = await open()
    const trust = Array.from({ length: 32 }, () => 'AB').join(':')
    expect(await codeOf(client.hosts.add({ name: '', url, trust }))).toBe('certificate_untrusted')
  })

  it('get no request after they changed, and the user is told', async () => {
    let heard = ''
    const server = https.createServer(makeCertificate(), (request, response) => {
      heard += JSON.stringify(request.headers)
      anybody(request, response)
    })
    const url = await listen(server, 'https')
    const { client, app } = await open()
    const { fingerprint: trust } = await client.hosts.certificate({ url })
    const { id } = await client.hosts.add({ name: '', url, trust, credentials: bearer('planted-token') })
    await client.hosts.check({ hostId: id })
    expect(heard).toContain('planted-token')
    server.setSecureContext(makeCertificate())
    heard = ''
    await client.hosts.check({ hostId: id })
    expect(hostOf(app.hosts.state(), id)).toMatchObject({ problem: { code: 'certificate_changed' } })
    expect(heard).toBe('')
    const next = await client.hosts.certificate({ url })
    await client.hosts.update({ hostId: id, name: '', url, trust: next.fingerprint })
    await client.hosts.check({ hostId: id })
    expect(hostOf(app.hosts.state(), id)).toMatchObject({ reach: 'up', certificate: next })
    expect(heard).toContain('planted-token')
  })

  it.each([
    ['for another name', { names: ['other.test'] }, 'certificate_untrusted'],
    ['that has expired', { validFrom: 0, validTo: 1000 }, 'certificate_expired'],
  ])('of an unknown authority and %s can be looked at and trusted', async (_, options, code) => {
    const authority = makeCertificate({ subject: 'Home CA' })
    const url = await serveTls(
      makeCertificate({ ...options, issuer: { subject: 'Home CA', key: authority.key } }),
      anybody,
    )
    const { client } = await open()
    expect(await codeOf(client.hosts.test({ url }))).toBe(code)
    const { fingerprint, issuer, selfSigned } = await client.hosts.certificate({ url })
    expect({ issuer, selfSigned }).toEqual({ issuer: 'CN=Home CA', selfSigned: false })
    expect(await client.hosts.test({ url, trust: fingerprint })).toMatchObject({ version: '0.33.0' })
  })
})
