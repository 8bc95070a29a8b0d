import { describe, expect, it } from 'vitest'
import { environmentProxies, systemProxies } from './proxy-settings.ts'

describe('the settings of the system', () => {
  it.each([
    ['DIRECT', [null]],
    ['PROXY a.test:3128; DIRECT', ['http://a.test:3128', null]],
    ['PROXY a.test:1; SOCKS5 b.test:2; DIRECT', ['http://a.test:1', 'socks5://b.test:2', null]],
    [
      'HTTPS a.test:443;SOCKS b.test:1080; SOCKS4 c.test:1',
      ['https://a.test:443', 'socks4://b.test:1080', 'socks4://c.test:1'],
    ],
    ['QUIC a.test:443; PROXY a.test:80', ['http://a.test:80']],
    ['', []],
  ])('%s', async (answer, proxies) => {
    const asked: string[] = []
    const settings = systemProxies(async (url) => (asked.push(url), answer))
    expect(await settings(new URL('https://registry.test/v2/me/secret-model'))).toEqual(proxies)
    expect(asked).toEqual(['https://registry.test'])
  })
})

describe('the settings of the environment', () => {
  const proxyOf = async (environment: NodeJS.ProcessEnv, url = 'https://registry.test/v2/') =>
    (await environmentProxies(environment)(new URL(url)))[0]
  const HTTPS_PROXY = 'http://proxy.test:3128'

  it.each<[NodeJS.ProcessEnv, url: string, proxy: string | null]>([
    [{}, 'https://a.test', null],
    [{ HTTPS_PROXY }, 'https://a.test', HTTPS_PROXY],
    [{ HTTPS_PROXY }, 'http://a.test', null],
    [{ HTTP_PROXY: 'http://plain.test', HTTPS_PROXY }, 'http://a.test', 'http://plain.test'],
    [{ https_proxy: 'http://small.test', HTTPS_PROXY }, 'https://a.test', 'http://small.test'],
    [{ HTTPS_PROXY: '', ALL_PROXY: 'socks5://all.test' }, 'https://a.test', 'socks5://all.test'],
    [{ HTTPS_PROXY: 'proxy.test:3128' }, 'https://a.test', 'http://proxy.test:3128'],
  ])('%j for %s', async (environment, url, proxy) => expect(await proxyOf(environment, url)).toBe(proxy))

  it.each<[except: string, url: string, isDirect: boolean]>([
    ['*', 'https://registry.test', true],
    ['registry.test', 'https://registry.test', true],
    ['registry.test', 'https://a.registry.test', true],
    ['registry.test', 'https://otherregistry.test', false],
    ['.registry.test', 'https://a.registry.test', true],
    ['*.registry.test', 'https://a.registry.test', true],
    ['a.test, Registry.Test', 'https://registry.test', true],
    ['a.test b.test', 'https://b.test', true],
    ['registry.test:443', 'https://registry.test', true],
    ['registry.test:8443', 'https://registry.test', false],
    ['registry.test:8443', 'https://registry.test:8443', true],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.1.2.3', 'https://10.1.2.3:5000', true],
    ['10.1.2.3:5000', 'https://10.1.2.3', false],
    ['fd00::/8', 'https://[fd12::1]', true],
    ['fd12::1', 'https://[fd12::1]', true],
    ['[fd12::1]:443', 'https://[fd12::1]', true],
    ['10.0.0.0/99, /, :, nonsense/8', 'https://10.1.2.3', false],
    ['', 'https://registry.test', false],
  ])('NO_PROXY=%s for %s', async (except, url, isDirect) =>
    expect(await proxyOf({ HTTPS_PROXY, NO_PROXY: except }, url)).toBe(isDirect ? null : HTTPS_PROXY),
  )
})
