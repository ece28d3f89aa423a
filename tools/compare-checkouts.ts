/**
 * `npm run compare -- OTHER [--only ID]`: grades the sample class and every sample of this checkout with the build of this one and with that
 * of another checkout, and prints each result that differs but for durations. For changes that move code and must change no verdict.
 *
 * Exit codes: 0 all equal, 1 a difference, 2 usage.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { readSamples } from '#grading/sheet/samples'
import { stageSample } from '#grading/sheet/stage-sample'

const HERE = join(import.meta.dirname, '..')
const SEED = '20'

type Student = Readonly<Record<string, unknown>> & { readonly id: string }

/** Results of a class by student, without durations. */
function graded(checkout: string, folder: string, out: string, only: readonly string[]): ReadonlyMap<string, string> {
  const words = ['grade', folder, '--out', out, '--seed', SEED, ...only.flatMap((id) => ['--only', id])]
  const { status, stderr } = spawnSync(process.execPath, [join(checkout, 'dist/cli/main.js'), ...words], {
    cwd: checkout,
    encoding: 'utf8',
  })
  const file = join(out, 'results.json')
  if (!existsSync(file)) throw new Error(`${checkout}: grading ${basename(folder)} ended with ${status}: ${stderr}`)
  const { students } = JSON.parse(readFileSync(file, 'utf8')) as { readonly students: readonly Student[] }
  return new Map(students.map((student) => [student.id, JSON.stringify(student, (key, value) => (key === 'ms' ? undefined : value))]))
}

/** All samples of an exercise as a class: one folder each, named by verdict and file. */
function classOf(folder: string, id: string): number {
  const samples = readSamples(join(HERE, 'fixtures'), id)
  mkdirSync(folder)
  for (const sample of samples) renameSync(stageSample(folder, sample), join(folder, sample.name.replaceAll(/[^\w-]+/g, '-')))
  return samples.length
}

async function main([other, ...rest]: readonly string[]): Promise<number> {
  const only = rest[0] === '--only' ? rest[1] : undefined
  if (other === undefined || !existsSync(join(other, 'dist/cli/main.js'))) {
    process.stderr.write('usage: npm run compare -- OTHER [--only ID], with builds (npm run build) in both checkouts\n')
    return 2
  }
  const scratch = mkdtempSync(join(tmpdir(), 'assay-compare-'))
  try {
    let [results, different] = [0, 0]
    const compare = (name: string, folder: string, exercises: readonly string[]): void => {
      const theirs = graded(resolve(other), folder, join(scratch, 'theirs'), exercises)
      const ours = graded(HERE, folder, join(scratch, 'ours'), exercises)
      const ids = new Set([...theirs.keys(), ...ours.keys()])
      const unlike = [...ids].filter((id) => theirs.get(id) !== ours.get(id))
      results += ids.size
      different += unlike.length
      process.stdout.write(`${name}: ${ids.size} submissions, ${unlike.length} different${unlike.map((id) => `\n  ${id}`).join('')}\n`)
      for (const out of ['ours', 'theirs']) rmSync(join(scratch, out), { recursive: true, force: true })
    }
    if (only === undefined) compare('sample class', join(HERE, 'examples/class'), [])
    for (const { exercise } of await loadCatalogue()) {
      if (only !== undefined && exercise.id !== only) continue
      const folder = join(scratch, exercise.id.replace('/', '-'))
      if (classOf(folder, exercise.id) > 0) compare(exercise.id, folder, [exercise.id])
    }
    process.stdout.write(`${results} submissions compared, ${different} different\n`)
    return results > 0 && different === 0 ? 0 : 1
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

process.exitCode = await main(process.argv.slice(2))
