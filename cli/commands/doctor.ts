import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { systemErrorText } from '#grading/model/system-error'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { type ComputeEngine, computeEngine } from '#grading/runner/machine/compute-engine'
import { present } from '#grading/runner/machine/prove-languages'
import { defaultJobs } from '#grading/runner/numbers'
import { selectExercises } from '#grading/runner/select-exercises'
import { type Canary, flyCanaries, type Language, type Sandbox, sandboxes, tryLanguages } from '#submissions'
import { COURSE_PACKAGES } from '#submissions/adapters/python/course-packages'
import { findPython, PYTHON_MISSING, versionOf } from '#submissions/adapters/python/interpreter'
import { probePackages } from '#submissions/adapters/python/probe-packages'

/** One line of the examination. `bad`: nothing can be judged here. `poor`: something cannot. */
export interface Symptom {
  readonly state: 'good' | 'poor' | 'bad'
  readonly what: string
  /** What was found and what follows from it. */
  readonly says: string
}

const LANGUAGES: readonly Language[] = ['typescript', 'python', 'notebook', 'tensors', 'model']

const SIGN = { good: '✓', poor: '!', bad: '✗' } as const

/** What `assay doctor` is asked. */
export interface DoctorOptions {
  /** The address of a queue to examine as well. */
  readonly queue?: string
}

/** `assay doctor`: what this machine has, and what follows. */
export async function doctor(io: Io, { queue }: DoctorOptions = {}): Promise<ExitCode> {
  const symptoms = [
    node(process.versions.node),
    cores(availableParallelism()),
    await python(),
    engine(await computeEngine()),
    await exercises(io),
    await temporaryFolder(tmpdir()),
    await sandboxSymptom(),
    ...(await inSandbox()),
    ...(queue === undefined ? [] : await (await import('#grading/runner/queue/examine-queue')).examineQueue(queue, io.env)),
  ]
  for (const { state, what, says } of symptoms) io.out(`${SIGN[state]} ${what.padEnd(10)} ${says}\n`)
  const bad = symptoms.some((symptom) => symptom.state === 'bad')
  io.out(bad ? '\nFix the items marked ✗ before grading on this machine.\n' : '\nReady.\n')
  return bad ? EXIT.couldNotJudge : EXIT.ok
}

export function node(version: string): Symptom {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const enough = major > 20 || (major === 20 && minor >= 19)
  return { state: enough ? 'good' : 'bad', what: 'node', says: enough ? version : `${version}; Assay needs 20.19 or newer` }
}

export function cores(count: number): Symptom {
  const gibibytes = (totalmem() / 2 ** 30).toFixed(1)
  return {
    state: 'good',
    what: 'machine',
    says: `${count} cores, ${gibibytes} GiB of memory: assay grade runs ${defaultJobs(count)} submissions in parallel`,
  }
}

export async function python(find: typeof findPython = findPython, numpyOf: typeof versionOf = versionOf): Promise<Symptom> {
  const what = 'python'
  const found = await find()
  if (found === undefined) return { state: 'poor', what, says: `${PYTHON_MISSING}. Until then they cannot be graded (no points deducted)` }
  const named = `${found.version} (${found.executable}${found.userBase === undefined ? '' : ', with the packages of this user'})`
  const numpy = await numpyOf(found)
  if (numpy === undefined) {
    return {
      state: 'poor',
      what,
      says: `${named} without numpy: arrays are passed as nested lists, and a submission that imports numpy cannot be graded (no points deducted)`,
    }
  }
  return { state: 'good', what, says: `${named} with numpy ${numpy}: arrays are passed as numpy arrays` }
}

export function engine({ version, because }: ComputeEngine): Symptom {
  const what = 'backend'
  const why = because.join('; ')
  if (version === undefined) {
    const says = `${why}. Until then submissions that import TensorFlow.js and model files cannot be run; npm ci installs it`
    return { state: 'poor', what, says }
  }
  return { state: 'good', what, says: `${version} runs TensorFlow.js and model files${why === '' ? '' : ` (${why})`}` }
}

async function exercises(io: Io): Promise<Symptom> {
  const what = 'exercises'
  try {
    const { sheet } = await selectExercises([], io.catalogue)
    const checks = sheet.reduce((count, exercise) => count + exercise.checks.length, 0)
    return { state: 'good', what, says: `${sheet.length} with ${checks} checks` }
  } catch (error) {
    return { state: 'bad', what, says: systemErrorText(error) }
  }
}

export async function temporaryFolder(path: string): Promise<Symptom> {
  const what = 'temporary'
  try {
    const folder = await mkdtemp(join(path, 'assay-doctor-'))
    await writeFile(join(folder, 'probe'), 'x')
    await rm(folder, { recursive: true })
    return { state: 'good', what, says: `${path} is writable; submissions are copied there before they run` }
  } catch (error) {
    return { state: 'bad', what, says: `${path} is not writable (${systemErrorText(error)}); set TMPDIR to a writable folder` }
  }
}

/** The sandboxes, strongest first, each with what it holds back; one that isolates is tried with canaries. */
export async function sandboxSymptom(among: readonly Sandbox[] = sandboxes, fly: typeof flyCanaries = flyCanaries): Promise<Symptom> {
  const what = 'sandbox'
  const missing: string[] = []
  for (const one of among) {
    const { available, says, isolatesFiles, isolatesNetwork } = await one.probe()
    if (!available) {
      missing.push(`${one.name}: ${says}`)
      continue
    }
    if (isolatesFiles && isolatesNetwork) return canaries(`${one.name}: ${says}`, () => fly(one))
    const before = missing.length === 0 ? '' : `${missing.join('; ')}. `
    return { state: 'poor', what, says: `${before}${one.name}: no isolation; trusted code only (${says})` }
  }
  return { state: 'bad', what, says: missing.join('; ') || 'no sandbox works on this machine' }
}

/** What submissions will find in the sandbox that this machine would use: each language tried with one of ours, and the packages. */
async function inSandbox(): Promise<readonly Symptom[]> {
  for (const sandbox of sandboxes) {
    if (!(await sandbox.probe()).available) continue
    const [tried, found] = await Promise.all([languages(sandbox), packages(sandbox)])
    return [tried, ...found]
  }
  return []
}

/** A whole way for each language: staged, read, started, called, and the value compared. */
export async function languages(sandbox: Sandbox, attempt: typeof tryLanguages = tryLanguages): Promise<Symptom> {
  const what = 'languages'
  const tried = await present(LANGUAGES)
  const failed = await attempt(tried, sandbox)
  if (failed.length > 0) return { state: 'bad', what, says: failed.map(({ reason }) => reason).join('; ') }
  return { state: 'good', what, says: `a test submission was graded correctly in ${sandbox.name}: ${tried.join(', ')}` }
}

/** Which packages of the course a submission in Python finds; those that are missing cost nobody points. */
export async function packages(sandbox: Sandbox, probe: typeof probePackages = probePackages): Promise<readonly Symptom[]> {
  const what = 'packages'
  if ((await findPython()) === undefined) return []
  try {
    const found = await probe(COURSE_PACKAGES, { sandbox, limits: DEFAULT_LIMITS })
    const there = [...found].flatMap(([name, one]) => (one.state === 'works' ? [`${name} ${one.version ?? ''}`.trim()] : []))
    const absent = COURSE_PACKAGES.filter(({ name, standIn }) => standIn !== true && found.get(name)?.state === 'absent')
    const broken = [...found].flatMap(([name, one]) => (one.state === 'broken' ? [`${name} (${one.says})`] : []))
    const names = absent.map(({ name }) => name).join(', ')
    const lacks =
      absent.length === 0 ? '' : `; not installed: ${names} (submissions that import one of them cannot be graded; no points deducted)`
    const fails = broken.length === 0 ? '' : `; cannot be imported: ${broken.join(', ')}`
    return [{ state: broken.length === 0 ? 'good' : 'poor', what, says: `${there.join(', ') || 'none'}${fails}${lacks}` }]
  } catch (error) {
    return [{ state: 'bad', what, says: systemErrorText(error) }]
  }
}

async function canaries(says: string, fly: () => Promise<readonly Canary[]>): Promise<Symptom> {
  const what = 'sandbox'
  try {
    const all = await fly()
    const named = (fate: Canary['fate']): string[] => all.filter((canary) => canary.fate === fate).map(({ name }) => name)
    const [through, held, unproven] = [named('through'), named('held'), named('unproven')]
    if (through.length > 0 || held.length === 0)
      return { state: 'bad', what, says: `${says}, but its self-test failed: ${through.join(', ')}` }
    const open =
      unproven.length === 0 ? '' : `; ${unproven.length} inconclusive, because the machine refuses them anyway: ${unproven.join(', ')}`
    return { state: 'good', what, says: `${says}; ${held.length} escape attempts were blocked inside and succeeded outside${open}` }
  } catch (error) {
    return { state: 'bad', what, says: `${says}, but its self-test could not run: ${systemErrorText(error)}` }
  }
}
