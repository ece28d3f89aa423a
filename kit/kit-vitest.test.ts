import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { packKit } from './pack.ts'

const PACKAGES = join(import.meta.dirname, '../node_modules')
// Below the packages, from where those that a kit loads are found.
mkdirSync(join(PACKAGES, '.cache'), { recursive: true })
const cwd = mkdtempSync(join(PACKAGES, '.cache/kit-vitest-'))
const TEST = "import { describeSubmission } from 'assay-kit/vitest'\ndescribeSubmission('mine')\n"
const SUBMISSION = 'fixtures/submissions/gradient-descent/step'

function tested(sample: string) {
  cpSync(join(SUBMISSION, sample), join(cwd, 'mine/submission.ts'))
  const vitest = join(PACKAGES, 'vitest/vitest.mjs')
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--reporter=verbose'], { cwd, encoding: 'utf8', env })
  return { status, said: stdout + stderr }
}

describe('a kit in a project with vitest', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    const kit = join(cwd, 'node_modules/assay-kit')
    mkdirSync(dirname(kit), { recursive: true })
    const entries = (await loadCatalogue()).filter(({ exercise }) => exercise.id === 'gradient-descent/step')
    await packKit(kit, entries, 1)
    writeFileSync(join(cwd, 'package.json'), '{"type": "module"}\n')
    writeFileSync(join(cwd, 'vitest.config.js'), 'export default { test: { include: ["*.test.ts"] } }\n')
    writeFileSync(join(cwd, 'submission.test.ts'), TEST)
    mkdirSync(join(cwd, 'mine'))
  }, 180_000)
  afterAll(() => rmSync(cwd, { recursive: true, force: true }))

  it('has a test for every visible check, without Assay and its references', () => {
    const { status, said } = tested('accepted/lists.ts')
    expect(said).toMatch(/mine > 1a .* > /)
    expect({ status, said }).toMatchObject({ status: 0 })
    expect(existsSync(join(cwd, 'node_modules/assay'))).toBe(false)
  })

  it('says what is wrong', () => {
    const { status, said } = tested('wrong-answer/plus-eta.ts')
    expect({ status, said }).toMatchObject({ status: 1 })
    expect(said).toContain('wrong answer: ')
  })
})
