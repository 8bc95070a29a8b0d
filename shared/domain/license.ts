import type { Inspection } from '../contract/library.ts'

type LicenseKind = Inspection['licenses'][number]

type Rule = [pattern: RegExp, name: string | ((match: RegExpExecArray) => string), use: LicenseKind['use']]

const versioned = (before: string, after: string) => (match: RegExpExecArray) =>
  [before, match[1] ?? '', after].filter(Boolean).join(' ')

/**
 * Phrases by which license texts identify themselves. Licenses whose texts mention others come first; of each kind the
 * first match counts, and several joined texts give several kinds.
 */
const texts: Rule[] = [
  [
    /llama\s*(\d(?:\.\d)?)?\s*(?:version release.*?)?community license/i,
    versioned('Llama', 'Community License'),
    'conditions',
  ],
  [/gemma terms of use/i, 'Gemma Terms of Use', 'conditions'],
  [/health ai developer foundations/i, 'Health AI Developer Foundations Terms', 'conditions'],
  [/(?:tongyi )?(?:qwen|qianwen) research license/i, 'Qwen Research License', 'noncommercial'],
  [/tongyi qianwen license|qwen license agreement/i, 'Qwen License', 'conditions'],
  [/deepseek license agreement/i, 'DeepSeek License', 'conditions'],
  [/mistral (?:ai )?(?:research|non-production) license/i, 'Mistral AI Research License', 'noncommercial'],
  [/nvidia open model license/i, 'NVIDIA Open Model License', 'conditions'],
  [/exaone ai model license.*?\bNC\b/is, 'EXAONE AI Model License (NC)', 'noncommercial'],
  [/stability ai (?:\w+ )?non-?commercial/i, 'Stability AI Non-Commercial License', 'noncommercial'],
  [/stability ai community license/i, 'Stability AI Community License', 'conditions'],
  [/microsoft research license/i, 'Microsoft Research License', 'noncommercial'],
  [/falcon[\w ]* license|tii falcon/i, 'Falcon License', 'conditions'],
  [/yi series models[\w ]*license/i, 'Yi Series Models License', 'conditions'],
  [/minicpm model license/i, 'MiniCPM Model License', 'conditions'],
  [/openrail|responsible ai license/i, 'OpenRAIL', 'conditions'],
  [/attribution-noncommercial-sharealike (\d\.\d)/i, versioned('CC BY-NC-SA', ''), 'noncommercial'],
  [/attribution-noncommercial(?:-noderivatives)? (\d\.\d)/i, versioned('CC BY-NC', ''), 'noncommercial'],
  [/attribution-sharealike (\d\.\d)/i, versioned('CC BY-SA', ''), 'copyleft'],
  [/creative commons attribution (\d\.\d)/i, versioned('CC BY', ''), 'free'],
  [/apache license,?\s+(?:version )?2\.0/i, 'Apache License 2.0', 'free'],
  [/gnu affero general public license\s+version (\d)/i, versioned('GNU AGPL', ''), 'copyleft'],
  [/gnu lesser general public license\s+version (\d)/i, versioned('GNU LGPL', ''), 'copyleft'],
  [/gnu general public license\s+version (\d)/i, versioned('GNU GPL', ''), 'copyleft'],
  [
    /\bmit license\b|permission is hereby granted, free of charge, to any person obtaining a copy/i,
    'MIT License',
    'free',
  ],
  [/redistribution and use in source and binary forms/i, 'BSD License', 'free'],
]

/** Identifiers in `general.license`: SPDX, and the additional ones of Hugging Face. */
const identifiers: Rule[] = [
  [/^apache-2\.0$/i, 'Apache License 2.0', 'free'],
  [/^mit$/i, 'MIT License', 'free'],
  [/^bsd/i, 'BSD License', 'free'],
  [/^llama(\d(?:\.\d)?)$/i, versioned('Llama', 'Community License'), 'conditions'],
  [/^gemma$/i, 'Gemma Terms of Use', 'conditions'],
  [/^cc-by-nc-sa-(\d\.\d)$/i, versioned('CC BY-NC-SA', ''), 'noncommercial'],
  [/^cc-by-nc(?:-nd)?-(\d\.\d)$/i, versioned('CC BY-NC', ''), 'noncommercial'],
  [/^cc-by-sa-(\d\.\d)$/i, versioned('CC BY-SA', ''), 'copyleft'],
  [/^cc-by-(\d\.\d)$/i, versioned('CC BY', ''), 'free'],
  [/^agpl-(\d)/i, versioned('GNU AGPL', ''), 'copyleft'],
  [/^lgpl-(\d)/i, versioned('GNU LGPL', ''), 'copyleft'],
  [/^gpl-(\d)/i, versioned('GNU GPL', ''), 'copyleft'],
  [/openrail/i, 'OpenRAIL', 'conditions'],
]

/** A license names itself at its beginning, in characters; later text may mention others. */
const LOOKED_AT = 4000

function match(rules: Rule[], text: string): LicenseKind[] {
  return rules.flatMap(([pattern, name, use]) => {
    const found = pattern.exec(text)
    return found ? [{ name: typeof name === 'string' ? name : name(found), use }] : []
  })
}

/**
 * The kinds of license of a model, from the license texts, else from its metadata (`general.license`). Empty if
 * neither is recognized. Only a hint: the license text is what counts.
 */
export function licenseKinds(text: string, identifier: string | null): LicenseKind[] {
  const found = match(texts, text.slice(0, LOOKED_AT))
  const kinds = found.length > 0 ? found : match(identifiers, identifier?.trim() ?? '')
  // The text of a more restrictive Creative Commons license contains the name of the less restrictive one.
  const [first] = kinds
  return first?.name.startsWith('CC ') ? [first] : kinds
}
