import { describe, expect, it } from 'vitest'
import { resolveImport } from './resolve-import.ts'

const FILES = new Set(['submission.ts', 'lib/a.ts', 'lib/index.ts', 'lib/b.mjs', 'data.json', 'c.ts', 'c.js'])

describe('an import', () => {
  it.each([
    ['./lib/a', 'submission.ts', 'lib/a.ts'],
    ['./lib/a.ts', 'submission.ts', 'lib/a.ts'],
    ['./lib/a.js', 'submission.ts', 'lib/a.ts'],
    ['./lib', 'submission.ts', 'lib/index.ts'],
    ['./lib/', 'submission.ts', 'lib/index.ts'],
    ['.', 'lib/a.ts', 'lib/index.ts'],
    ['../data.json', 'lib/a.ts', 'data.json'],
    ['./lib/../lib/./b.mjs', 'submission.ts', 'lib/b.mjs'],
    ['./c.js', 'submission.ts', 'c.js'],
    ['./c', 'submission.ts', 'c.ts'],
  ])('of %s in %s is %s', (specifier, importer, file) => {
    expect(resolveImport(specifier, importer, FILES)).toEqual({ kind: 'file', file })
  })

  it.each(['fs', 'node:fs', 'fs/promises', 'node:test'])('of %s is a module of Node', (specifier) => {
    expect(resolveImport(specifier, 'submission.ts', FILES)).toEqual({ kind: 'builtin' })
  })

  it.each([
    '../x',
    '../../etc/passwd',
    './lib/../../x.ts',
    '/etc/passwd',
    'file:///etc/passwd',
    'C:\\x.ts',
    'left-pad',
    '@scope/x',
    '#internal',
    'data:text/javascript,1',
    'https://example.org/x.js',
    './nothing',
    '..',
    '',
  ])('of %j is refused', (specifier) => {
    expect(resolveImport(specifier, 'submission.ts', FILES).kind).toBe('refused')
  })
})
