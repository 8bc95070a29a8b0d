import { expect, test } from 'vitest'
import { licenseKinds } from './license.ts'

const names = (text: string, identifier: string | null = null) =>
  licenseKinds(text, identifier).map(({ name, use }) => `${name}: ${use}`)

test.each([
  [
    'LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\nLlama 3.2 Version Release Date: September 25, 2024',
    'Llama 3.2 Community License: conditions',
  ],
  ['LLAMA 2 COMMUNITY LICENSE AGREEMENT', 'Llama 2 Community License: conditions'],
  ['META LLAMA 3 COMMUNITY LICENSE AGREEMENT', 'Llama 3 Community License: conditions'],
  ['Llama Community License: free to use', 'Llama Community License: conditions'],
  ['Gemma Terms of Use\nLast modified: February 21, 2024', 'Gemma Terms of Use: conditions'],
  [
    '                                 Apache License\n                           Version 2.0, January 2004',
    'Apache License 2.0: free',
  ],
  ['Apache License 2.0: use, change and share it', 'Apache License 2.0: free'],
  ['MIT License\n\nCopyright (c) Somebody', 'MIT License: free'],
  [
    'Copyright Somebody\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this',
    'MIT License: free',
  ],
  ['Tongyi Qianwen LICENSE AGREEMENT', 'Qwen License: conditions'],
  ['Qwen RESEARCH LICENSE AGREEMENT', 'Qwen Research License: noncommercial'],
  ['# Mistral AI Research License', 'Mistral AI Research License: noncommercial'],
  ['DEEPSEEK LICENSE AGREEMENT\nVersion 1.0', 'DeepSeek License: conditions'],
  ['Creative Commons Attribution-NonCommercial 4.0 International', 'CC BY-NC 4.0: noncommercial'],
  ['Creative Commons Attribution 4.0 International', 'CC BY 4.0: free'],
  ['Attribution-NonCommercial-ShareAlike 4.0 International', 'CC BY-NC-SA 4.0: noncommercial'],
  ['GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007', 'GNU GPL 3: copyleft'],
  ['GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3', 'GNU AGPL 3: copyleft'],
  ['BigCode OpenRAIL-M v1 License Agreement', 'OpenRAIL: conditions'],
  ['MiniCPM Model License: free for research', 'MiniCPM Model License: conditions'],
])('%j', (text, expected) => {
  expect(names(text)).toEqual([expected])
})

test('several texts joined are several licenses', () => {
  expect(names('Apache License 2.0: use it.\nMiniCPM Model License: free for research')).toEqual([
    'MiniCPM Model License: conditions',
    'Apache License 2.0: free',
  ])
})

test.each([
  ['apache-2.0', 'Apache License 2.0: free'],
  ['llama3.1', 'Llama 3.1 Community License: conditions'],
  ['cc-by-nc-4.0', 'CC BY-NC 4.0: noncommercial'],
  ['gpl-3.0', 'GNU GPL 3: copyleft'],
])('without a text the metadata tells: %s', (identifier, expected) => {
  expect(names('', identifier)).toEqual([expected])
  expect(names('MIT License', identifier)).toEqual(['MIT License: free'])
})

test('unknown licenses are not guessed', () => {
  expect(names('You may do as you please.')).toEqual([])
  expect(names('', 'other')).toEqual([])
  expect(names('')).toEqual([])
})
