import type { Inspection } from '../contract/library.ts'

type LicenseKind = Inspection['licenses'][number]

type Rule = [pattern: RegExp, name: string | ((match: RegExpExecArray) => string), use: LicenseKind['use']]

const versioned = (before: string, after: string) => (match: RegExpExecArray) =>
  [before, match[1] ?? '', after].filter(Boolean).join(' ')

/**
 * How the texts of licenses call themselves. Those that name others in passing come first; the first of
 * each kind that is found counts, and texts of several licenses, which a server joins, show several.
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

/** How `general.license` names them: SPDX identifiers, and the ones Hugging Face has besides. */
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

/** A long text names its license at its beginning; what it says further on it says of others. */
const LOOKED_AT = 4000

function match(rules: Rule[], text: string): LicenseKind[] {
  return rules.flatMap(([pattern, name, use]) => {
    const found = pattern.exec(text)
    return found ? [{ name: typeof name === 'string' ? name : name(found), use }] : []
  })
}

/**
 * What kinds of license a model has, from their texts, else from its metadata (`general.license`).
 * Empty where neither is known; it is a help to the eye, and the text is what counts.
 */
export function licenseKinds(text: string, identifier: string | null): LicenseKind[] {
  const found = match(texts, text.slice(0, LOOKED_AT))
  const kinds = found.length > 0 ? found : match(identifiers, identifier?.trim() ?? '')
  // The Creative Commons texts of the narrower kind hold the words of the wider ones.
  const [first] = kinds
  return first?.name.startsWith('CC ') ? [first] : kinds
}
