import type { Features } from '../contract/hosts.ts'
import { isOlder } from '../ollama/version.ts'

/** The release each feature came with (Ollama's source and release notes up to v0.33). */
const since: Record<keyof Features, string> = {
  embed: '0.3.0',
  dimensions: '0.11.11',
  psContext: '0.10.0',
  showCapabilities: '0.6.4',
  showTensors: '0.6.1',
  tagsCapabilities: '0.30.0',
}

/** What a server of this version supports; `null`, a server that sends no version, counts as the newest. */
export function featuresOf(version: string | null): Features {
  const has = (feature: keyof Features) => !isOlder(version, since[feature])
  return {
    embed: has('embed'),
    dimensions: has('dimensions'),
    psContext: has('psContext'),
    showCapabilities: has('showCapabilities'),
    showTensors: has('showTensors'),
    tagsCapabilities: has('tagsCapabilities'),
  }
}
