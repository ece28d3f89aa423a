import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { selectExercises } from '#grading/runner/select-exercises'
import { declaredNetworks } from '#submissions/intake/declared-models'
import { readManifest } from '#submissions/intake/manifest'
import { fakeIo } from '#tools/testing/fake-io'
import { lacks } from '#tools/testing/require-tool'
import { SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

async function assay(cwd: string, ...words: readonly string[]) {
  const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
  const code = await run(words, io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

describe('assay init', () => {
  it.each([
    [[], ['double.ts', 'half.ts', 'statements', 'submission.yaml']],
    [
      ['--lang', 'python'],
      ['double.py', 'half.py', 'statements', 'submission.yaml'],
    ],
    [
      ['--lang', 'notebook'],
      ['statements', 'submission.ipynb', 'submission.yaml'],
    ],
    [
      ['--lang', 'pytorch'],
      ['homework.ipynb', 'statements', 'submission.yaml'],
    ],
  ])('with %j writes %j', async (flags, files) => {
    const cwd = temporaryFolder()
    const { code, stdout } = await assay(cwd, 'init', 'mine', ...flags)
    expect(code).toBe(0)
    expect(stdout).toContain('assay check mine')
    expect(readdirSync(join(cwd, 'mine')).sort()).toEqual(files)
    expect(readFileSync(join(cwd, 'mine/statements/numbers/half.md'), 'utf8')).toContain('# Half')
  })

  it.each(lacks('python3', 'what init writes in Python') ? ['ts'] : ['ts', 'python', 'notebook', 'pytorch'])(
    'writes a hand-in in %s that attempts nothing and has no remark',
    async (language) => {
      const cwd = temporaryFolder()
      await assay(cwd, 'init', 'mine', '--lang', language)
      const { code, stdout } = await assay(cwd, 'check', 'mine', '--json')
      const [student] = (JSON.parse(stdout) as { students: { exercises: { status: string }[] }[] }).students
      expect(student?.exercises.map((exercise) => exercise.status)).toEqual(['not-attempted', 'not-attempted'])
      expect(code).toBe(1)
      // What a machine without matplotlib says of a notebook that draws is no fault of what was written.
      if (language !== 'pytorch') expect((await assay(cwd, 'check', 'mine')).stdout).not.toContain('note:')
    },
  )

  it('writes the pages that the statements send to, and those that these link to', async () => {
    const cwd = temporaryFolder()
    expect(await run(['init', 'mine'], fakeIo({ cwd }))).toBe(0)
    expect(readdirSync(join(cwd, 'mine/statements/docs')).sort()).toEqual(['model-files.md', 'onnx-operators.md', 'pytorch.md'])
    expect(readFileSync(join(cwd, 'mine/statements/docs/model-files.md'), 'utf8')).toBe(readFileSync('docs/model-files.md', 'utf8'))
  })

  it('in PyTorch writes the classes of the sheet, declares them, and asks for no function that they answer', async () => {
    const cwd = temporaryFolder()
    const io = fakeIo({ cwd })
    expect(await run(['init', 'mine', '--lang', 'pytorch'], io)).toBe(0)
    const written = readdirSync(join(cwd, 'mine')).sort()
    const classes = ['prob4_CNN.py', 'prob5_AE.py', 'prob6_CAE.py', 'prob6_CAE_skip.py']
    expect(written).toEqual(['answers.md', 'homework.ipynb', ...classes, 'statements', 'submission.yaml'])
    const { models, remarks } = readManifest(readFileSync(join(cwd, 'mine/submission.yaml'), 'utf8'))
    const { sheet } = await selectExercises([])
    const roles = sheet.flatMap(({ models: own = [] }) => own)
    const weights = models.flatMap(([, fields]) => fields.filter(([field]) => field === 'weights').map(([, file]) => file))
    const declared = declaredNetworks(models, { roles, files: [...written, ...weights], entry: undefined })
    expect([remarks, declared.remarks, declared.refused.size]).toEqual([[], [], 0])
    expect(declared.networks.flatMap(({ answers }) => answers.map(({ entry }) => entry)).sort()).toEqual(
      roles.map(({ entry }) => entry).sort(),
    )
    const notebook = readFileSync(join(cwd, 'mine/homework.ipynb'), 'utf8')
    for (const { entry } of roles) expect(notebook).not.toContain(`def ${entry.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}(`)
    for (const asked of ['confusion_matrix', 'corrupt', 'loss_history', 'softmax']) expect(notebook).toContain(`def ${asked}(`)
    for (const [name] of models) expect(notebook).toContain(`torch.save(${name}.state_dict()`)
  })

  it('writes nothing when one file already exists', async () => {
    const cwd = temporaryFolder({ 'mine/half.ts': 'my work' })
    expect(await assay(cwd, 'init', 'mine')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'assay: mine: half.ts would be overwritten; choose another folder\n',
    })
    expect(readdirSync(join(cwd, 'mine'))).toEqual(['half.ts'])
  })

  it('refuses a file', async () => {
    const { code, stderr } = await assay(temporaryFolder({ mine: '' }), 'init', 'mine')
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'assay: mine: is a file; expected a folder\n' })
  })
})
