import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importGradescope } from '#course/testing/importers/others'
import { builtPath } from '#tools/testing/built/built'
import { RIGHT } from '#tools/testing/downloads/people'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { autograderFiles } from './autograder-files.ts'

/** The folder that Gradescope would have, with an Assay that is built here. */
function autograder(submission: Readonly<Record<string, string>>, only: string): string {
  const root = temporaryFolder(Object.fromEntries(Object.entries(submission).map(([name, text]) => [`submission/${name}`, text])))
  for (const folder of ['submission', 'results', 'assay/node_modules/.bin']) mkdirSync(join(root, folder), { recursive: true })
  const settings = { seed: 7, only: [only], sandbox: 'process', hidden: 'after_published', packed: 'assay.tgz' } as const
  for (const [name, text] of autograderFiles(settings)) writeFileSync(join(root, name), text, { mode: 0o755 })
  const program = join(root, 'assay/node_modules/.bin/assay')
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${builtPath('cli/main.ts')} "$@"\n`)
  chmodSync(program, 0o755)
  return root
}

function graded(root: string) {
  const { status, stderr } = spawnSync('bash', [join(root, 'run_autograder')], {
    env: { ...process.env, AUTOGRADER_ROOT: root },
    encoding: 'utf8',
  })
  const file = join(root, 'results/results.json')
  return { status, stderr, results: existsSync(file) ? readFileSync(file, 'utf8') : undefined }
}

it('grades one submission into results that Gradescope reads', () => {
  const { status, results = '' } = graded(autograder({ 'step.py': RIGHT }, 'gradient-descent/step'))
  expect(status).toBe(0)
  const { total, studentsSeeTotal, rows } = importGradescope(results)
  expect([total, studentsSeeTotal]).toEqual([6, true])
  expect(rows.length).toBeGreaterThan(2)
})

it('writes no results where nothing could be graded, so that nobody gets 0', () => {
  const { status, stderr, results } = graded(autograder({ 'homework.rar': 'Rar!' }, 'gradient-descent/step'))
  expect([status, results]).toEqual([1, undefined])
  expect(stderr).toContain('The submission could not be graded; nothing was counted.')
})

it('takes any name of an exercise as a word, and both scripts are sound', () => {
  const settings = { seed: 1, only: ["a'; touch evil #"], sandbox: 'auto', hidden: 'hidden', packed: 'assay-0.1.0.tgz' } as const
  const folder = temporaryFolder()
  for (const [name, text] of autograderFiles(settings)) {
    writeFileSync(join(folder, name), text)
    execFileSync('bash', ['-n', join(folder, name)])
  }
  expect(autograderFiles(settings).get('run_autograder')).toContain(`'--only' 'a'\\''; touch evil #'`)
})
