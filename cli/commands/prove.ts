import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { prepareOutput, writeFiles } from '#grading/runner/files/output-folder'
import type { Io } from '#grading/runner/io'
import { selectExercises } from '#grading/runner/select-exercises'
import { UsageError } from '#grading/runner/usage-error'
import { version } from '#grading/runner/version'
import { languageOf, samplesOf } from '#grading/sheet/samples'
import { PYTHON_SOLUTION, solutionIn } from '#grading/sheet/solution-file'
import { createBench } from '#prove/bench'
import { examine, planWork, type Setting } from '#prove/examine'
import { loadTypeScript, type TypeScript } from '#prove/mutation/typescript'
import { proveProgress } from '#prove/prove-progress'
import { variantsFor } from '#prove/variants/variants'
import { type ProofFigures, proofFigures } from '#reports/proof/figures'
import type { Part, Proof } from '#reports/proof/proof'
import { partText, proofConsole } from '#reports/proof/proof-console'
import { proofPage } from '#reports/proof/proof-page'
import { counted } from '#reports/text/counted'
import { findPython, versionOf } from '#submissions/adapters/python/interpreter'
import { temporaryFolder } from '#submissions/temporary-folder'

export interface ProveOptions {
  readonly only: readonly string[]
  readonly seed: number
  readonly seeds: number
  readonly jobs: number
  readonly most: number
  readonly part?: Part
  readonly out: string
}

/** `assay prove`: how far the checks of each exercise can be trusted. */
export async function prove(
  options: ProveOptions,
  io: Io,
  load: () => Promise<TypeScript> = loadTypeScript,
  open: typeof createBench = createBench,
): Promise<ExitCode> {
  const { selected } = await selectExercises(options.only, io.catalogue)
  const [first] = selected
  if (first === undefined) throw new UsageError('there is no exercise to prove')
  const reference = dirname(dirname(first.folder))
  const missing = selected.find(({ exercise, folder }) => exercise.entries.length > 0 && !hasSolution(folder))
  if (missing !== undefined) throw new UsageError(`${missing.exercise.id}: there is no solution.ts or solution.js to change`)
  const ts = await load()
  const out = resolve(io.cwd, options.out)
  await prepareOutput(out, reference, options.out)
  const staging = await temporaryFolder('assay-prove-')
  try {
    const samples = selected.flatMap(samplesOf)
    if (samples.length === 0) throw new UsageError(`no samples lie in ${reference}; name the folder of a sheet with its samples: --sheet`)
    const needsTorch = samples.some(({ needs }) => needs === 'torch')
    const python = needsTorch || samples.some((sample) => languageOf(sample) === 'python') ? await findPython() : undefined
    const has = async (name: 'numpy' | 'torch'): Promise<boolean> => python !== undefined && (await versionOf(python, name)) !== undefined
    const here = { python: python !== undefined, numpy: await has('numpy'), torch: needsTorch && (await has('torch')) }
    const given = { ...options, ...here, ts, folder: staging.path, reference, open, signal: io.signal }
    const proof = await gather(selected, given, options, io, (soFar) => write(soFar, out))
    const page = join(options.out, 'index.html')
    if (proof.ahead.length > 0) {
      const kept = proof.exercises.length === 0 ? '' : ` and kept in ${page}`
      const all = counted(selected.length, 'exercise')
      io.err(`assay: interrupted; ${proof.exercises.length} of ${all} examined${kept}; --only examines others\n`)
      return EXIT.interrupted
    }
    io.out(proofConsole(proof, { colour: io.colour }))
    const { code, says } = verdict(proof, proofFigures(proof))
    io.out(`\nprove: ${says}. Every mutant and every check: ${page}\n`)
    return code
  } finally {
    await staging.remove()
  }
}

async function write(proof: Proof, out: string): Promise<void> {
  await writeFiles(out, [
    { path: 'index.html', content: proofPage(proof) },
    { path: 'proof.json', content: `${JSON.stringify(proof, null, 1)}\n` },
  ])
}

type Gathering = Omit<Setting, 'tree' | 'seeds'> & { readonly reference: string }

/** @param keep - called after each exercise, so that a run of an hour that is ended loses one at most. */
async function gather(
  selected: Awaited<ReturnType<typeof selectExercises>>['selected'],
  { reference, ...given }: Gathering,
  { seed, seeds: count, part }: ProveOptions,
  io: Io,
  keep: (proof: Proof) => Promise<void>,
): Promise<Proof> {
  const seeds = Array.from({ length: count }, (_, i) => seed + i)
  const setting: Setting = { ...given, seeds, tree: { root: dirname(reference), reference: basename(reference) } }
  const works = selected.map((entry) => planWork(entry, setting))
  const progress = proveProgress(
    works.reduce((total, work) => total + work.samples.length + work.mutants.length, 0),
    io,
  )
  const exercises: Proof['exercises'][number][] = []
  const soFar = (): Proof => ({
    assay: version(),
    ...(part === undefined ? {} : { part }),
    seeds,
    variants: [...new Set(selected.flatMap(({ exercise }) => variantsFor(exercise).map(({ name }) => name)))],
    exercises,
    ahead: works.slice(exercises.length).map(({ entry }) => entry.exercise.id),
  })
  try {
    for (const work of works) {
      exercises.push(await examine(work, setting, () => progress.done(work.entry.exercise.id)))
      await keep(soFar())
    }
  } catch (error) {
    if (!io.signal.aborted) throw error
  } finally {
    progress.close()
  }
  return soFar()
}

/** The exit code and its reason. Nothing is proven by looking at nothing. */
export function verdict(proof: Proof, figures: ProofFigures): { readonly code: ExitCode; readonly says: string } {
  const { mutants, misjudged, rejected, survived, refuted, stale, notJudged, unproven } = figures
  // In a part an exercise of few mutants may have none.
  const isEmpty = ({ mutants, leftOut }: Proof['exercises'][number]): boolean =>
    mutants.length === 0 && (proof.part === undefined || leftOut === 0)
  const empty = proof.exercises.filter((one) => one.unproven === undefined && one.checks.length > 0 && isEmpty(one))
  const faults = [
    [misjudged, 'sample', 'misjudged'],
    [rejected, 'restated right sample', 'rejected'],
    [survived, 'mutant', 'survived'],
    [refuted, 'mutant listed as equivalent', 'noticed by a check'],
    [stale, 'mutant listed as equivalent', 'no longer generated'],
  ] as const
  const told = faults.flatMap(([count, what, how]) => (count === 0 ? [] : [`${counted(count, what)} ${how}`]))
  if (told.length > 0) return { code: EXIT.belowBar, says: told.join(', ') }
  if (unproven > 0) return { code: EXIT.couldNotJudge, says: `${unproven} of ${proof.exercises.length} exercises could not be tested` }
  if (notJudged > 0) return { code: EXIT.couldNotJudge, says: `${counted(notJudged, 'mutant')} could not be graded` }
  if (mutants === 0 || empty.length > 0)
    return { code: EXIT.couldNotJudge, says: `no mutant was examined${mutants === 0 ? '' : ` in ${empty.map(({ id }) => id).join(', ')}`}` }
  const within = proof.part === undefined ? '' : ` in ${partText(proof.part)}`
  return { code: EXIT.ok, says: `every sample as filed, every mutant killed or listed as equivalent${within}` }
}

/** One in Python is not changed: its samples are what there is to prove. */
function hasSolution(folder: string): boolean {
  return solutionIn(folder) !== undefined || existsSync(join(folder, PYTHON_SOLUTION))
}
