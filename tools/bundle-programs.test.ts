import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundlePrograms } from './bundle-programs.ts'
import { builtPath } from './testing/built/built.ts'
import { reportsIn } from './testing/reports-in.ts'
import { leftOut } from './testing/require-tool.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const RIGHT = readFileSync('fixtures/submissions/convolution/output-size/accepted/formula.ts', 'utf8')
const WRONG = 'export const convOutputSize = () => 1\nexport const poolOutputSize = () => null\n'

describe.skipIf(leftOut(process.env.ASSAY_TEST_BUILD === undefined, 'programs are bundled from a build'))('bundled programs', () => {
  const built = builtPath('.')
  let bundled = ''

  beforeAll(async () => {
    // Beside the build, from where packages are found.
    bundled = mkdtempSync(join(dirname(built), 'bundled-'))
    cpSync(built, bundled, { recursive: true })
    await bundlePrograms(bundled)
  })
  afterAll(() => rmSync(bundled, { recursive: true, force: true }))

  const run = (root: string, cwd: string, ...words: readonly string[]) => {
    const env = { ...process.env, ASSAY_DEBUG: '1' }
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'cli/main.js'), ...words], { cwd, encoding: 'utf8', env })
    return { status, stdout: stdout.replace(/ in [\d.]+ (?:s|ms)\b/g, ''), stderr }
  }
  const importsOf = (file: string): readonly string[] => {
    const text = readFileSync(join(bundled, file), 'utf8')
    return [...text.matchAll(/^(?:import|export) [^\n]*?from "([^"]+)";$|^import "([^"]+)";$|\bimport\("([^"]+)"\)/gm)].map(
      ([, one, two, three]) => one ?? two ?? three ?? '',
    )
  }

  it('load nothing but what lies beside them, Node itself and the packages that are looked for in place', () => {
    const parts = readdirSync(join(bundled, 'cli')).filter((name) => name.startsWith('part-'))
    const known = new Set([...parts.map((name) => `./${name}`), 'bullmq', 'ioredis', 'prom-client', 'esbuild', 'typescript'])
    const foreign = (file: string): readonly string[] => importsOf(file).filter((path) => !isBuiltin(path) && !known.has(path))
    for (const file of ['parts.js', ...parts]) expect(foreign(`cli/${file}`), file).toEqual([])
    expect(foreign('grading/runner/grader/parts.js')).toEqual([])
    expect(parts.length).toBeGreaterThan(10)
  })

  it('ask for their own place in the one way that is told in a bundle', () => {
    const parts = readdirSync(join(bundled, 'cli')).filter((name) => name.startsWith('part-'))
    for (const file of ['grading/runner/grader/parts.js', 'cli/parts.js', ...parts.map((name) => `cli/${name}`)])
      expect(readFileSync(join(bundled, file), 'utf8').match(/(?<!['"`])\bimport\.meta\.(?:dirname|filename)\b/g), file).toBe(null)
  })

  it('come with the licences of the packages in them', () => {
    const notices = readFileSync(join(bundled, 'cli/THIRD-PARTY.txt'), 'utf8')
    for (const name of ['zod', 'commander', 'd3-scale', 'yauzl'])
      expect(notices).toMatch(new RegExp(`^${name} [\\d.]+ \\((?:MIT|ISC)\\)$`, 'm'))
    expect(notices).toContain('Permission is hereby granted, free of charge')
  })

  it('grade a class as the single files do, report for report', () => {
    const cwd = temporaryFolder({ 'class/ada/submission.ts': RIGHT, 'class/bob/submission.ts': WRONG })
    const words = ['grade', 'class', '--sandbox', 'process', '--seed', '5', '--jobs', '1', '--out']
    const [single, whole] = [run(built, cwd, ...words, 'out'), run(bundled, cwd, ...words, 'whole')]
    expect(single.status).toBe(0)
    expect({ ...whole, stdout: whole.stdout.replaceAll('whole', 'out') }).toEqual(single)
    expect(reportsIn(join(cwd, 'whole'))).toEqual(reportsIn(join(cwd, 'out')))
  })

  it.each([
    ['check', '--json', '--only', 'convolution/output-size'],
    ['gate', '--min', '1', '--sandbox', 'process', '--only', '4.1'],
    ['check', '--only', 'nothing'],
    ['--help'],
    ['--version'],
  ])('say the same as the single files: %s', (...words) => {
    const cwd = temporaryFolder({ 'submission.ts': RIGHT })
    const plain = ({ stdout, ...rest }: ReturnType<typeof run>) => ({ ...rest, stdout: stdout.replace(/"ms": \d+/g, '"ms": 0') })
    expect(plain(run(bundled, cwd, ...words))).toEqual(plain(run(built, cwd, ...words)))
  })
})
