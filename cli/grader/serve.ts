import { exactJson, parseExactJson } from '../../grading/exact-json.ts'
import type { Exercise } from '../../grading/model/exercise.ts'
import type { Sandbox } from '../../submissions/index.ts'
import { type HandIn, openHandIn } from '../hand-ins.ts'
import { createJudge, type Judge } from '../judge.ts'
import { sandboxNamed } from '../sandbox-choice.ts'
import { selectExercises } from '../select-exercises.ts'
import type { FromGrader, GraderSetup, ToGrader } from './messages.ts'
import { type Judged, keyOf, openProgressLog, type ProgressLog } from './progress-log.ts'

const BEAT_MS = 1000

/**
 * The life of a grading process: it is set up once and then takes one student after another, until whoever started it is gone.
 * It holds the references; submissions run in children of their own.
 *
 * @param folder - for the log of its progress.
 */
export function serve(folder: string): void {
  const log = counting(openProgressLog(folder))
  setInterval(() => void tell({ type: 'beat', begun: log.begun() }), BEAT_MS)

  let ready: Ready | undefined
  process.on('message', async (message: ToGrader) => {
    try {
      switch (message.type) {
        case 'setup':
          ready = await setUp(message.setup)
          await tell({ type: 'ready' })
          break
        case 'grade': {
          if (ready === undefined) throw new Error('a grading process was asked before it was set up')
          log.begin(message.turn)
          const result = await gradeOne(message.handIn, message.known, ready, log)
          await tell({ type: 'result', result })
          break
        }
      }
    } catch (error) {
      await tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
    }
  })
}

interface Ready {
  readonly judge: Judge
  readonly sheet: readonly Exercise[]
  readonly sandbox: Sandbox
}

async function setUp({ catalogue, exercises, seed, sandbox }: GraderSetup): Promise<Ready> {
  const { selected, sheet } = await selectExercises(exercises, catalogue)
  return { judge: await createJudge(selected, { seed, visibility: 'all' }), sheet, sandbox: sandboxNamed(sandbox) }
}

async function gradeOne(handIn: HandIn, known: string, { judge, sheet, sandbox }: Ready, log: ProgressLog): Promise<string> {
  const pairs = parseExactJson(known) as readonly Judged[]
  const results = new Map(pairs.map(([exercise, result]) => [keyOf(exercise, result.id), result]))
  const submission = await openHandIn(handIn, sheet, sandbox)
  const result = await judge.grade(submission, {
    known: (exercise, check) => results.get(keyOf(exercise, check)),
    onStart: log.start,
    onCheck: log.judged,
  })
  return exactJson(result)
}

function counting(log: ProgressLog): ProgressLog & { begun(): number } {
  let begun = 0
  return {
    ...log,
    start(exerciseId, checkId) {
      begun++
      log.start(exerciseId, checkId)
    },
    begun: () => begun,
  }
}

/** Resolves when the message is written. Whoever it was for may be gone: then this process ends, too. */
function tell(message: FromGrader): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve()
    else process.send(message, undefined, undefined, () => resolve())
  })
}
