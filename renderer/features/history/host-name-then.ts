import { shortUrl } from '#shared/domain/host-name.ts'
import { useHostNames } from '../../app/data/hosts.ts'
import { useHostName } from '../../app/host-display.ts'

/** The displayed name of the host of an entry; of one that is not known any more, as it was. */
export function useHostNameThen(): (host: { name: string; url: string }) => string {
  const known = useHostNames()?.hosts ?? []
  const nameOf = useHostName()
  return ({ name, url }) => {
    const host = known.find((one) => one.url === url)
    return host ? nameOf(host) : name || shortUrl(url)
  }
}
