import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { lacks } from '../cli/testing/require-tool.ts'
import { gradeSubmission } from '../grading/grade.ts'
import { createMemo } from '../grading/memo.ts'
import type { Exercise } from '../grading/model/exercise.ts'
import type { ExerciseResult } from '../grading/model/result.ts'
import { DEFAULT_LIMITS, type Session } from '../grading/model/session.ts'
import { inProcess, openSubmission, processSandbox } from '../submissions/index.ts'
import { type CatalogueEntry, loadCatalogue } from './catalogue.ts'
import { languageOf, readSamples, type Sample, violationOf } from './samples.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FIXTURES = join(ROOT, 'fixtures')
const SEED = 7041
/** Long enough for a busy machine; the samples that never end wait this long. */
const LIMITS = { ...DEFAULT_LIMITS, callMs: 2000 }

const catalogue = await loadCatalogue()
const references = new Map<string, Session>()
for (const entry of catalogue) references.set(entry.exercise.id, inProcess(await entry.loadSolution()))
const memo = createMemo()
const noPython = lacks('python3', 'the Python samples')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-laws-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function grade(
  exercise: Exercise,
  path: string,
  reference: Session = references.get(exercise.id) as Session,
): Promise<ExerciseResult> {
  const options = {
    id: basename(path),
    exercises: [exercise],
    sandbox: processSandbox,
    limits: { ...LIMITS, ...exercise.limits, callMs: LIMITS.callMs },
  }
  const submission = await openSubmission(path, options)
  try {
    const ownMemo = reference === references.get(exercise.id) ? memo : createMemo()
    const result = await gradeSubmission(submission, [exercise], {
      reference: () => reference,
      seed: SEED,
      visibility: 'all',
      memo: ownMemo,
    })
    return result.exercises[0] as ExerciseResult
  } finally {
    await submission.close()
  }
}

/** A folder with the sample as `submission.*`, and what it declares. */
function handIn(file: string, declare: ReadonlyMap<string, string> = new Map()): string {
  const path = mkdtempSync(join(folder, 'hand-in-'))
  copyFileSync(file, join(path, `submission${extname(file)}`))
  if (declare.size > 0) writeFileSync(join(path, 'submission.yaml'), stringify({ declare: Object.fromEntries(declare) }))
  return path
}

const samples = new Map(catalogue.map((entry) => [entry.exercise.id, readSamples(FIXTURES, entry.exercise.id)]))
const examined = { exercises: new Set<string>(), checks: new Set<string>(), wrong: 0, right: 0, other: 0 }

describe.each(catalogue.map((entry) => ({ id: entry.exercise.id, entry })))('$id', ({ entry }: { entry: CatalogueEntry }) => {
  const { exercise } = entry
  const lostBy = new Map<string, string>()

  it('gives its own reference full marks, in-process and in a child', async () => {
    const inside = await gradeSubmission(
      {
        id: 'r',
        kind: 'none',
        hash: '',
        declared: new Map(),
        remarks: [],
        session: () => references.get(exercise.id) as Session,
        output: () => ({ stdout: '', stderr: '' }),
        close: async () => {},
      },
      [exercise],
      { reference: () => references.get(exercise.id) as Session, seed: SEED, visibility: 'all', memo },
    )
    const outside = await grade(exercise, stagedReference(entry))
    for (const result of [inside.exercises[0] as ExerciseResult, outside]) {
      expect(
        result.checks.filter((check) => check.verdict !== 'accepted').map((check) => [check.id, check.verdict, check.findings]),
      ).toEqual([])
      expect(result).toMatchObject({ status: 'full', score: Math.round(exercise.points * 100) })
    }
    examined.exercises.add(exercise.id)
    for (const check of exercise.checks) examined.checks.add(`${exercise.id} ${check.id}`)
  })

  it('calls an empty submission and its starters not attempted', async () => {
    const empty = mkdtempSync(join(folder, 'empty-'))
    const starters = [handIn(join(entry.folder, 'starter.ts')), ...(noPython ? [] : [handIn(join(entry.folder, 'starter.py'))])]
    for (const path of [empty, ...starters]) {
      const result = await grade(exercise, path)
      expect(result).toMatchObject({ status: 'not-attempted', score: 0 })
      expect(result.checks.filter((check) => !['not-attempted', 'skipped'].includes(check.verdict))).toEqual([])
    }
  })

  it.each((samples.get(exercise.id) ?? []).map((sample) => ({ name: sample.name, sample })))(
    'judges $name as filed',
    async ({ sample }) => {
      if (languageOf(sample) === 'python' && noPython) return
      const result = await grade(exercise, handIn(sample.file, sample.declare))
      count(sample)
      for (const check of result.checks) if (check.fraction < 1 && sample.verdict !== 'not-attempted') lostBy.set(check.id, sample.name)
      expect(
        violationOf(sample, result),
        JSON.stringify(
          result.checks.flatMap((check) => check.findings),
          null,
          1,
        ),
      ).toBeUndefined()
    },
  )

  it('has every check lost by at least one sample', () => {
    expect(exercise.checks.map((check) => check.id).filter((id) => !lostBy.has(id))).toEqual([])
  })

  it('gives equal results for equal seeds, and results that survive JSON', async () => {
    const sample = (samples.get(exercise.id) ?? []).find(
      (one) => one.verdict === 'wrong-answer' && languageOf(one) === 'javascript',
    ) as Sample
    const path = handIn(sample.file, sample.declare)
    const [first, second] = [timeless(await grade(exercise, path)), timeless(await grade(exercise, path))]
    expect(second).toEqual(first)
    expect(JSON.parse(JSON.stringify(first))).toEqual(first)
  })
})

describe('the laws themselves', () => {
  const entry = catalogue.find((one) => one.exercise.id === 'backpropagation/softmax') as CatalogueEntry
  const all = samples.get('backpropagation/softmax') as readonly Sample[]

  it('refuse a wrong sample that is filed as accepted', async () => {
    const wrong = all.find((one) => one.verdict === 'wrong-answer' && languageOf(one) === 'javascript') as Sample
    const result = await grade(entry.exercise, handIn(wrong.file, wrong.declare))
    expect(violationOf({ ...wrong, verdict: 'accepted', loses: [] }, result)).toMatch(/must have full marks/)
  })

  it('refuse a check that accepts everything', async () => {
    const wrong = all.find((one) => one.verdict === 'wrong-answer' && languageOf(one) === 'javascript') as Sample
    const lenient = entry.exercise.checks.map((check) => ({
      ...check,
      run: async () => ({ verdict: 'accepted' as const, fraction: 1, findings: [] }),
    }))
    const result = await grade({ ...entry.exercise, checks: lenient }, handIn(wrong.file, wrong.declare))
    expect(violationOf(wrong, result)).toMatch(/must be wrong-answer, is accepted/)
  })

  it('refuse a reference that is off by 1e-3', async () => {
    const right = all.find((one) => one.verdict === 'accepted' && languageOf(one) === 'javascript') as Sample
    const solution = (await entry.loadSolution()) as { softmax: (z: readonly number[]) => readonly unknown[] }
    const shift = (part: unknown): unknown => (typeof part === 'number' ? part + 1e-3 : (part as unknown[]).map(shift))
    const off = inProcess({ ...solution, softmax: (z: readonly number[]) => shift(solution.softmax(z)) })
    expect(violationOf(right, await grade(entry.exercise, handIn(right.file, right.declare), off))).toMatch(/must have full marks/)
  })

  it('refuse a result in which no check was run', () => {
    const nothing: ExerciseResult = { id: 'x', sheet: '0', title: 'x', status: 'full', score: 0, max: 0, checks: [] }
    expect(violationOf({ file: '', name: '', verdict: 'accepted', loses: [], declare: new Map() }, nothing)).toBe('no check was run')
  })
})

it('examined every exercise, and enough samples of each kind', () => {
  const { exercises, checks, wrong, right, other } = examined
  process.stdout.write(
    `laws: ${exercises.size} exercises, ${checks.size} checks, ${wrong} wrong samples, ${right} right variants, ${other} others, all as filed\n`,
  )
  expect(exercises.size).toBe(catalogue.length)
  expect(exercises.size).toBeGreaterThanOrEqual(9)
  expect(checks.size).toBeGreaterThan(exercises.size)
  if (!noPython) {
    expect(wrong).toBeGreaterThanOrEqual(70)
    expect(right).toBeGreaterThanOrEqual(45)
  }
})

function count(sample: Sample): void {
  if (sample.verdict === 'accepted') examined.right++
  else if (sample.verdict === 'wrong-answer' || sample.verdict === 'partial') examined.wrong++
  else examined.other++
}

/** The reference as a hand-in: its unit and the one model file it may import lie beside it as in the tree. */
function stagedReference(entry: CatalogueEntry): string {
  const path = mkdtempSync(join(folder, 'reference-'))
  const [unit] = entry.exercise.id.split('/') as [string]
  cpSync(dirname(entry.folder), join(path, 'reference', unit), {
    recursive: true,
    filter: (file) => !/(\.test|exercise|starter)\.ts$|\.(py|md)$/.test(file),
  })
  cpSync(join(ROOT, 'grading/model/tensor.ts'), join(path, 'grading/model/tensor.ts'))
  writeFileSync(join(path, 'submission.ts'), `export * from './reference/${entry.exercise.id}/solution.ts'\n`)
  return path
}

function timeless(result: ExerciseResult): unknown {
  return { ...result, checks: result.checks.map(({ ms: _, ...check }) => check) }
}
