/**
 * A public key of Ed25519 as `ssh-keygen` and Ollama write it: the kind, 32 bytes behind a fixed header in base64, and a
 * comment, which is left out. `null` for anything else, such as a private key.
 */
export function readPublicKey(text: string): string | null {
  const key = /^\s*ssh-ed25519 (AAAAC3NzaC1lZDI1NTE5AAAAI[\w+/]{43})(?:\s[^\n]*)?\s*$/.exec(text)?.[1]
  return key === undefined ? null : `ssh-ed25519 ${key}`
}

/** The server's public key in its sign-in address, as base64url of the whole line (`signinURL` in Ollama's `routes.go`). */
export function keyOfSignin(signinUrl: string): string | null {
  const key = new URL(signinUrl).searchParams.get('key') ?? ''
  return readPublicKey(Buffer.from(key, 'base64url').toString())
}
