import type { Account, PublicKey } from '#shared/contract/account.ts'
import { keyOfSignin } from '../ollama/public-key.ts'
import type { ServerFiles } from '../store/server-files.ts'
import type { HostsService } from './hosts.ts'

/**
 * Who is signed in on a server, and its public key: by its sign-in address, or by the file of a server on this computer.
 * Asked only when the user wants it, since the server asks ollama.com. Throws the problems of the host, and `cancelled`.
 */
export type ReadAccount = (
  hostId: string,
  signal?: AbortSignal,
) => Promise<{ account: Account; publicKey: PublicKey | null }>

export function createReadAccount(
  hosts: Pick<HostsService, 'client'>,
  { publicKey: keyOnDisk }: Pick<ServerFiles, 'publicKey'>,
): ReadAccount {
  return async (hostId, signal) => {
    const account = await hosts.client(hostId).account(signal)
    const signinUrl = account.state === 'signed_out' ? account.signinUrl : null
    const told = signinUrl === null ? null : keyOfSignin(signinUrl)
    return { account, publicKey: told === null ? await keyOnDisk(hostId) : { text: told, file: null } }
  }
}
