import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { run } from '#cli/run'
import { fakeIo } from '#tools/testing/fake-io'
import { SHEET, SUBMISSIONS } from '#tools/testing/regrade-sheet'
import { reportsIn } from '#tools/testing/reports-in'
import { RIGHT_TS } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'

async function grade(cwd: string, ...flags: readonly string[]) {
  const io = fakeIo({ cwd })
  const words = ['grade', 'class', '--sheet', 'sheet', '--sandbox', 'process', '--accept-empty', '--jobs', '2', ...flags]
  const code = await run(words, io)
  return { code, stderr: io.stderr(), stdout: io.stdout() }
}

const DOUBLE = 'sheet/numbers/double/exercise.ts'
const HALF = 'sheet/numbers/half/exercise.ts'

function put(cwd: string, file: string, change: (text: string) => string): void {
  const path = join(cwd, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, change(existsSync(path) ? readFileSync(path, 'utf8') : ''))
}

const ALL = Object.keys(SUBMISSIONS).filter((file) => file.endsWith('.ts')).length

describe('a class that is graded again', () => {
  /** Made once: a run takes seconds. */
  let graded = ''
  beforeAll(async () => {
    graded = mkdtempSync(join(tmpdir(), 'assay-regrade-'))
    for (const [file, text] of Object.entries({ ...SHEET, ...SUBMISSIONS })) put(graded, file, () => text)
    const { code, stderr } = await grade(graded, '--seed', '7')
    expect({ code, stderr }).toMatchObject({ code: 0 })
    return () => rmSync(graded, { recursive: true })
  })

  it.each<[string, (cwd: string) => void, string]>([
    ['with nothing changed', () => undefined, `${ALL} of ${ALL} submissions are kept from the run of`],
    [
      'with a hidden check changed',
      (cwd) => put(cwd, DOUBLE, (text) => text.replace('uniform(1e3, 1e4)', 'uniform(2e3, 1e4)')),
      `check numbers/double/large changed: asked again for ${ALL} submissions`,
    ],
    [
      'with a visible check changed',
      (cwd) => put(cwd, HALF, (text) => text.replace('args: [3]', 'args: [4]')),
      `check numbers/half/small changed: asked again for ${ALL} submissions`,
    ],
    [
      'with other points for a check that another one waits for',
      (cwd) => put(cwd, DOUBLE, (text) => text.replace('points: 1.5', 'points: 1')),
      `checks numbers/double/small, again changed: asked again for ${ALL} submissions`,
    ],
    [
      'with a check removed',
      (cwd) => put(cwd, DOUBLE, (text) => text.replace(/ {4}closeToReference\({ id: 'small'.*\n/, '').replace(", after: ['small']", '')),
      'check numbers/double/small is gone',
    ],
    [
      'with a check added',
      (cwd) =>
        put(cwd, HALF, (text) =>
          text.replace(/( {4}closeToReference.*\n)/, (line) => line.replace("'small'", "'first'").replace('1.5', '1') + line),
        ),
      `check numbers/half/first is new: asked of ${ALL} submissions`,
    ],
    [
      'with the functions of an exercise changed',
      (cwd) => put(cwd, HALF, (text) => text.replace(/ {4}double: {.*\n/, '')),
      'all checks of numbers/double changed',
    ],
    [
      'with other limits of an exercise',
      (cwd) => put(cwd, HALF, (text) => text.replace("title: 'Half',", "title: 'Half',\n  limits: { callMs: 4000 },")),
      'all checks of numbers/half changed',
    ],
    [
      'with another submission of a student',
      (cwd) => put(cwd, 'class/bob/submission.ts', () => RIGHT_TS),
      `${ALL - 1} of ${ALL} submissions are kept from the run of`,
    ],
    [
      'with one more student',
      (cwd) => put(cwd, 'class/ian/submission.ts', () => RIGHT_TS),
      `${ALL} of ${ALL + 1} submissions are kept from the run of`,
    ],
    [
      'with one student less',
      (cwd) => rmSync(join(cwd, 'class/bob'), { recursive: true }),
      `${ALL - 1} of ${ALL - 1} submissions are kept from the run of`,
    ],
  ])('%s has the reports of one that is graded as a whole', async (_what, change, says) => {
    const cwd = temporaryFolder()
    cpSync(graded, cwd, { recursive: true })
    change(cwd)
    const again = await grade(cwd, '--replace')
    expect(again.stderr).toContain('assay: seed 7 of the run of ')
    expect(again.stderr).toContain(`assay: ${says}`)
    const whole = await grade(cwd, '--seed', '7', '--out', 'whole')
    expect(again.code).toBe(whole.code)
    expect(gradedIn(join(cwd, 'assay-out'))).toEqual(gradedIn(join(cwd, 'whole')))
  })

  it('asks no submission again what it has answered, unless its process came to an end', async () => {
    const cwd = temporaryFolder()
    cpSync(graded, cwd, { recursive: true })
    put(cwd, DOUBLE, (text) => text.replace('points: 1.5', 'points: 1'))
    const { stderr } = await grade(cwd)
    expect(stderr).toContain(`assay: ${ALL - 1} submissions are graded from the answers given then, without running them again`)
    expect(stderr.match(/^\d+\/\d+ {2}\S+/gm)).toEqual(['1/1  hal'])
  })

  it('asks again where kept answers are not as they were written', async () => {
    const cwd = temporaryFolder()
    cpSync(graded, cwd, { recursive: true })
    const answers = join(cwd, 'assay-out/.assay-answers')
    for (const name of readdirSync(answers)) {
      const bytes = readFileSync(join(answers, name))
      writeFileSync(join(answers, name), bytes.fill(0, 4))
    }
    put(cwd, DOUBLE, (text) => text.replace('points: 1.5', 'points: 1'))
    const { stderr } = await grade(cwd)
    expect(stderr).not.toContain('from the answers')
    expect(stderr.match(/^\d+\/\d+ {2}/gm)).toHaveLength(ALL)
  })

  it.each([
    [['--fresh'], []],
    [['--seed', '8'], [expect.stringMatching(/^assay: nothing is kept from the run of .*, because these differ: the seed \(7, now 8\)$/)]],
  ])('keeps nothing with %j', async (flags, says) => {
    const cwd = temporaryFolder()
    cpSync(graded, cwd, { recursive: true })
    const { stderr } = await grade(cwd, ...flags)
    expect(stderr.split('\n').filter((line) => line.includes('kept'))).toEqual(says)
    expect(stderr.match(/^\d+\/\d+ {2}/gm)).toHaveLength(ALL)
  })
})

/** The reports of a run without what the class page says of the run before. */
function gradedIn(folder: string): ReturnType<typeof reportsIn> {
  const { 'index.html': page = '', ...others } = reportsIn(folder)
  const alone = page
    .replace('<a href="#since">Since the last run</a> ', '')
    .replace(/<section aria-labelledby="since">[\s\S]*?<\/section>/, '')
  return { ...others, 'index.html': alone.replace(/\n\s*\n/g, '\n') }
}
