import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const trees: string[] = []

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true })
})

function plant(files: Readonly<Record<string, string>>): string {
  const tree = mkdtempSync(join(tmpdir(), 'assay-gates-'))
  trees.push(tree)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(tree, dirname(path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  return tree
}

function run(command: string, args: readonly string[], cwd: string) {
  // Without the variables of the vitest that runs this test, so that an inner one decides for itself.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env: { ...env, NO_COLOR: '1' }, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const tool = (name: string) => join(ROOT, 'node_modules/.bin', name)

const importing = (specifier: string) => `import { thing } from '${specifier}'\n\nexport const mine = thing\n`
const lines = (count: number) => Array.from({ length: count }, (_, i) => `export const line${i} = ${i}\n`).join('')

const LAYER_BREAKS: Readonly<Record<string, string>> = {
  'grading/model/planted-package.ts': 'zod',
  'grading/model/planted-node.ts': 'node:fs',
  'grading/model/planted-climb.ts': '../engine/score.ts',
  'grading/model/planted-room.ts': '#grading/engine/score',
  'grading/engine/planted-checks.ts': '#checks',
  'grading/engine/planted-runner.ts': '../runner/io.ts',
  'grading/runner/planted-cli.ts': '#cli/run',
  'grading/sheet/planted-kit.ts': '#kit/pack',
  'grading/engine/planted-submissions.ts': '#submissions/open',
  'grading/engine/planted-reference.ts': '../../reference/losses/solution.ts',
  'checks/planted-submissions.ts': '#submissions/open',
  'checks/compare/planted-grading.ts': '#grading/engine/score',
  'checks/planted-reports.ts': '#reports',
  'submissions/session/planted-checks.ts': '#checks',
  'submissions/planted-reference.ts': '../reference/losses/solution.ts',
  'submissions/planted-cli.ts': '#cli/main',
  'reports/planted-submissions.ts': '#submissions/open',
  'reports/planted-grading.ts': '#grading/engine/score',
  'grading/engine/planted-course.ts': '#course/model/course',
  'checks/planted-course.ts': '#course/model/course',
  'submissions/planted-course.ts': '#course/model/course',
  'reports/planted-course.ts': '#course/model/course',
  'course/planted-grading.ts': '#grading/engine/score',
  'course/lms/planted-submissions.ts': '#submissions/open',
  'course/planted-reports.ts': '#reports',
  'course/model/planted-cli.ts': '#cli/main',
  'reference/planted-course.ts': '../course/model/course.ts',
  'kit/planted-reference.ts': '../reference/losses/solution.ts',
  'cli/planted-tools.ts': '#tools/demo',
  'prove/planted-reference.ts': '../reference/losses/solution.ts',
  'reference/planted-cli.ts': '../cli/main.ts',
  'reference/losses/planted-unit-node.ts': 'node:fs',
  'reference/losses/planted-unit-climb.ts': '../other.ts',
  'reference/quality/planted-node.ts': 'node:fs',
  'reference/quality/mnist/planted-checks.ts': '../../../checks/index.ts',
  'reference/losses/planted-quality.ts': '../../checks/quality/accuracy.ts',
  'reference/losses/planted-node/solution.ts': 'node:fs',
  'reference/losses/planted-package/solution.ts': 'mathjs',
  'reference/losses/planted-checks/solution.ts': 'assay/checks',
  'reference/losses/planted-checks/exercise.ts': '../../../checks/index.ts',
  'reference/losses/planted-room/exercise.ts': '#checks',
  'reference/losses/planted-unit-checks.ts': '../../checks/index.ts',
  'reference/planted-grading.ts': '../grading/public.ts',
  'reference/losses/planted-value/solution.ts': 'assay',
  'reference/losses/planted-tensor/solution.ts': '../../../grading/model/tensor.ts',
  'reference/losses/planted-unit/solution.ts': '../../networks/forward/solution.ts',
  'reference/losses/planted-exercise/solution.ts': './exercise.ts',
  'reference/losses/planted-conventions/solution.ts': '../conventions.ts',
  'reference/losses/planted-submissions/exercise.ts': '../../../submissions/open.ts',
  'reference/losses/planted-grading/exercise.ts': '../../../grading/engine/score.ts',
  'reference/losses/planted-other-unit/exercise.ts': '../../networks/forward/solution.ts',
}

const ALLOWED: Readonly<Record<string, string>> = {
  'grading/model/allowed.ts': './tensor.ts',
  'grading/engine/allowed.ts': '../model/tensor.ts',
  'checks/allowed.ts': '#grading/model/tensor',
  'submissions/session/allowed.ts': '#grading/model/tensor',
  'reports/text/allowed.ts': '#grading/messages/finding-text',
  'course/allowed.ts': '#grading/model/tensor',
  'course/lms/allowed.ts': '../model/course.ts',
  'cli/allowed-course.ts': '#course/model/course',
  'grading/runner/allowed.ts': '#submissions',
  'reference/allowed.ts': 'assay',
  'reference/losses/allowed-unit.ts': 'assay',
  'reference/losses/allowed/solution.ts': 'assay/math',
  'reference/losses/allowed-networks/solution.ts': 'assay/networks',
  'reference/losses/allowed-weights/solution.ts': '../../weights.ts',
  'reference/losses/allowed-sibling/solution.ts': '../huber/solution.ts',
  'reference/losses/allowed/exercise.ts': './solution.ts',
  'reference/losses/allowed-checks/exercise.ts': 'assay/checks',
  'reference/losses/allowed-assay/exercise.ts': 'assay',
  'reference/losses/allowed-quality/exercise.ts': '../../quality/image-batch.ts',
  'reference/quality/mnist/allowed.ts': 'node:fs',
  'cli/allowed.ts': '#submissions/open',
  'grading/engine/allowed.test.ts': '#submissions/open',
}

interface Diagnostic {
  readonly category: string
  readonly severity: string
  readonly location: { readonly path: string }
}

describe('biome', () => {
  const byFile = new Map<string, string[]>()
  let status: number | null = null
  const found = (path: string) => byFile.get(path) ?? []

  beforeAll(() => {
    const tree = plant({
      ...Object.fromEntries([...Object.entries(LAYER_BREAKS), ...Object.entries(ALLOWED)].map(([path, from]) => [path, importing(from)])),
      'cli/cycle-a.ts': "import { b } from './cycle-b.ts'\n\nexport const a = () => b\n",
      'cli/cycle-b.ts': "import { a } from './cycle-a.ts'\n\nexport const b = () => a\n",
      'cli/type-cycle-a.ts': "import type { B } from './type-cycle-b.ts'\n\nexport type A = B[]\n",
      'cli/type-cycle-b.ts': "import type { A } from './type-cycle-a.ts'\n\nexport type B = A[]\n",
      'cli/lines-250.ts': lines(250),
      'cli/lines-251.ts': lines(251),
      'cli/floating.ts': 'async function save() {}\n\nexport function go() {\n  save()\n}\n',
      'cli/unused.ts': "import { join } from 'node:path'\n\nexport const a = 1\n",
      'cli/format.ts': 'export const a = "double";\n',
      'kit/room-cycle-a.ts': "import { b } from '#prove/room-cycle-b'\n\nexport const a = () => b\n",
      'prove/room-cycle-b.ts': "import { a } from '#kit/room-cycle-a'\n\nexport const b = () => a\n",
      'package.json': JSON.stringify({ type: 'module', imports: { '#kit/*': './kit/*.ts', '#prove/*': './prove/*.ts' } }),
      'grading/lazy.ts': "export const load = () => import('#checks')\n",
      'grading/passed-on.ts': "export { thing } from '#checks'\n",
    })
    copyFileSync(join(ROOT, 'biome.json'), join(tree, 'biome.json'))
    const result = run(tool('biome'), ['check', '.', '--reporter=json', '--max-diagnostics=none'], tree)
    status = result.status
    for (const { category, severity, location } of (JSON.parse(result.stdout) as { diagnostics: Diagnostic[] }).diagnostics) {
      if (severity === 'error') byFile.set(location.path, [...found(location.path), category])
    }
  })

  it('exits non-zero over the planted tree', () => expect(status).toBe(1))

  it.each(Object.entries(LAYER_BREAKS))('refuses %s importing %s', (path) => {
    expect(found(path)).toEqual(['lint/style/noRestrictedImports'])
  })

  it.each(Object.entries(ALLOWED))('lets %s import %s', (path) => expect(found(path)).toEqual([]))

  it.each(['grading/lazy.ts', 'grading/passed-on.ts'])('sees the layer break that is not an import statement in %s', (path) => {
    expect(found(path)).toEqual(['lint/style/noRestrictedImports'])
  })

  it.each([
    'cli/cycle-a.ts',
    'cli/cycle-b.ts',
    'cli/type-cycle-a.ts',
    'cli/type-cycle-b.ts',
    'kit/room-cycle-a.ts',
    'prove/room-cycle-b.ts',
  ])('refuses the import cycle through %s', (path) => {
    expect(found(path)).toEqual(['lint/suspicious/noImportCycles'])
  })

  it('refuses a file of 251 lines and lets one of 250 be', () => {
    expect(found('cli/lines-251.ts')).toEqual(['lint/style/noExcessiveLinesPerFile'])
    expect(found('cli/lines-250.ts')).toEqual([])
  })

  it.each([
    ['a promise nobody waits for', 'cli/floating.ts', 'lint/nursery/noFloatingPromises'],
    ['an unused import', 'cli/unused.ts', 'lint/correctness/noUnusedImports'],
    ['a file that is not formatted', 'cli/format.ts', 'format'],
  ])('refuses %s', (_, path, category) => expect(found(path)).toEqual([category]))
})

describe('knip', () => {
  it('refuses an unused export, an unused file and an unused dependency', () => {
    const tree = plant({
      'package.json': JSON.stringify({
        name: 'planted',
        type: 'module',
        scripts: { start: 'tsx cli/main.ts' },
        dependencies: { 'left-over': '1.0.0' },
      }),
      'cli/main.ts': "import { used } from './parts.ts'\n\nconsole.log(used)\n",
      'cli/parts.ts': 'export const used = 1\nexport const unused = 2\n',
      'grading/orphan.ts': 'export const nobody = 1\n',
    })
    copyFileSync(join(ROOT, 'knip.json'), join(tree, 'knip.json'))
    const { status, stdout } = run(tool('knip'), ['--reporter', 'compact', '--no-progress', '--no-config-hints'], tree)
    expect(stdout).toMatch(/cli\/parts\.ts: unused$/m)
    expect(stdout).toContain('grading/orphan.ts')
    expect(stdout).toContain('left-over')
    expect(status).toBe(1)
  })
})

describe('vitest', () => {
  it('is red when it finds no test', () => {
    const { status, stdout, stderr } = run(
      tool('vitest'),
      ['run', '--config', join(ROOT, 'vitest.config.ts')],
      plant({ 'grading/engine/score.ts': '' }),
    )
    expect(stdout + stderr).toContain('No test files found')
    expect(status).toBe(1)
  })
})

describe('.ci/run', () => {
  const ranTests = (log: string) => run(join(ROOT, '.ci/tests-ran'), [join(plant({ log }), 'log')], ROOT).status

  it.each([
    ['      Tests  212 passed (212)\n', 0],
    ['skipped: torch not found\n      Tests  1 skipped | 2 passed (3)\n', 0],
    ['      Tests  1 skipped | 2 passed (3)\n', 1],
    [' Test Files  2 passed | 1 skipped (3)\n      Tests  2 passed (2)\n', 1],
    ['      Tests  3 skipped (3)\n', 1],
    ['      Tests  0 passed (0)\n', 1],
    ['', 1],
  ])('counts %j as exit code %i', (log, code) => expect(ranTests(log)).toBe(code))

  it('runs npm run check with every tool required and verifies the count', () => {
    const script = readFileSync(join(ROOT, '.ci/run'), 'utf8')
    expect(script).toMatch(/^export ASSAY_REQUIRE=all/m)
    expect(script).toMatch(/^tested check npm run check$/m)
    expect(script).toMatch(/^ *tested "\$version" .* npm run test:runtimes$/m)
    expect(script).toMatch(/^tested\(\) \{[^}]*\.ci\/tests-ran "\$log"\n\}/m)
  })
})
