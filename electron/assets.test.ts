import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readAssets } from './assets.ts'

it('lists the files of the page by exact path, without links and unknown types', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'corral-assets-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const page = path.join(folder, 'page')
  mkdirSync(path.join(page, 'assets'), { recursive: true })
  writeFileSync(path.join(folder, 'secret.js'), 'secret')
  writeFileSync(path.join(page, 'index.html'), '<!doctype html>')
  writeFileSync(path.join(page, 'assets', 'main.js'), '1')
  writeFileSync(path.join(page, 'assets', 'main.js.map'), '{}')
  writeFileSync(path.join(page, 'assets', 'run.sh'), 'exit')
  writeFileSync(path.join(page, '.env'), 'TOKEN=1')
  symlinkSync(path.join(folder, 'secret.js'), path.join(page, 'assets', 'linked.js'))
  symlinkSync(folder, path.join(page, 'up'))

  const assets = readAssets(page)
  expect([...assets].map(([file, { type }]) => `${file} ${type}`).toSorted()).toEqual([
    '/ text/html; charset=utf-8',
    '/assets/main.js text/javascript; charset=utf-8',
    '/index.html text/html; charset=utf-8',
  ])

  expect(String(assets.get('/assets/main.js')?.body)).toBe('1')
  rmSync(path.join(page, 'assets', 'main.js'))
  rmSync(path.join(page, 'index.html'))
  expect(String(assets.get('/assets/main.js')?.body)).toBe('1')
  expect(assets.get('/')?.body).toBeNull()
})
