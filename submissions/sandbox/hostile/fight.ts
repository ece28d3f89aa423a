import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Verdict } from '#grading/model/check'
import type { StudentResult } from '#grading/model/result'
import { DEFAULT_LIMITS, type Limits } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import { openSubmission } from '../../open.ts'
import { readerOf } from '../../reader/reader.ts'
import { isTemporary } from '../bubblewrap/set-up.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Attack } from './attacks.ts'
import { type Battlefield, startPrey, type Task } from './battlefield.ts'
import { remainsOf } from './remains.ts'

export interface Fought {
  /** By check: `before`, `attack`, `after`, `later`. */
  readonly verdicts: Readonly<Record<string, Verdict>>
  readonly attackMs: number
  readonly remains: readonly number[]
  /** What it left besides processes. */
  readonly left: readonly string[]
  readonly result: StudentResult
}

export interface Arms {
  readonly sandbox: Sandbox
  readonly field: Battlefield
  /** Grades a hand-in with the checks for this task. */
  grade(submission: Submission, attack: Attack, task: Task): Promise<StudentResult>
}

const LIMITS: Limits = { ...DEFAULT_LIMITS, startUpMs: 5000, memoryMiB: 128, outputBytes: 256 * 1024 }

/** Hands an attack in and grades it. */
export async function fight(attack: Attack, { sandbox, field, grade }: Arms): Promise<Fought> {
  const origin = mkdtempSync(join(tmpdir(), 'assay-hostile-student-'))
  const prey = attack.prey ? startPrey() : undefined
  const roots = new Set<string>()
  const watched: Sandbox = {
    ...sandbox,
    start(launch, limits) {
      // A control of ours, which asks whether the machine is at fault, is in no staged folder.
      if (isTemporary(launch.cwd)) roots.add(dirname(launch.cwd))
      return sandbox.start(launch, limits)
    },
  }
  try {
    const path = handIn(attack, origin, join(field.folder, 'secret'))
    const submission = await openSubmission(path, {
      id: attack.id,
      exercises: [{ id: 'hostile/attack' }],
      sandbox: watched,
      reader: readerOf(sandbox),
      limits: { ...LIMITS, callMs: attack.limit * 1000 },
    })
    const task = field.task(origin, prey?.pid)
    const result = await grade(submission, attack, task)
    await submission.close()
    const remains = (await Promise.all([...roots].map(remainsOf))).flat()
    const checks = result.exercises.flatMap((exercise) => exercise.checks)
    return {
      verdicts: Object.fromEntries(checks.map(({ id, verdict }) => [id, verdict])),
      attackMs: checks.find(({ id }) => id === 'attack')?.ms ?? 0,
      remains,
      left: field.sweep(task),
      result,
    }
  } finally {
    prey?.kill('SIGKILL')
    rmSync(origin, { recursive: true, force: true })
  }
}

/** A folder with the attack, as a student would hand it in. */
function handIn(attack: Attack, origin: string, secret: string): string {
  const folder = join(origin, 'hand-in')
  if (statSync(attack.path).isDirectory()) {
    cpSync(attack.path, folder, { recursive: true })
    return folder
  }
  mkdirSync(folder)
  copyFileSync(attack.path, join(folder, basename(attack.path)))
  if (attack.link !== undefined) symlinkSync(secret, join(folder, attack.link))
  return folder
}
