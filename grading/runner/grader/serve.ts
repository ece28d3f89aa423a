import { join } from 'node:path'
import { visible } from '#reports/text/visible'
import type { Language } from '#submissions/control/control-sources'
import { keepOut } from '#submissions/sandbox/kept-out'
import { startOnly } from '#submissions/sandbox/tried-runtimes'
import { traceFrames } from '#submissions/session/frame-trace'
import type { Earlier } from '../../engine/earlier.ts'
import { exactJson, parseExactJson } from '../../engine/exact-json.ts'
import type { Submission } from '../../model/submission.ts'
import type { CatalogueEntry } from '../../sheet/catalogue.ts'
import { type AnswerStore, answerStore } from '../answers/answer-store.ts'
import type { HandIn } from '../class/hand-ins.ts'
import { openHandIn } from '../class/open-hand-in.ts'
import type { Course } from '../course.ts'
import { traceFileOf } from '../files/trace-file.ts'
import { type Attention, createJudge, type Judge } from '../judge.ts'
import { limited } from '../limited.ts'
import { sandboxNamed } from '../machine/sandbox-choice.ts'
import { formOf, outlineOf } from '../outline.ts'
import { withUnread } from '../run/unjudged.ts'
import { UsageError } from '../usage-error.ts'
import { labelConsole } from './check-console.ts'
import { keepLooks } from './keep-looks.ts'
import type { FromGrader, GraderSetup, GraderWish, Proof, ToGrader } from './messages.ts'
import { type Judged, keyOf, openProgressLog, type ProgressLog } from './progress-log.ts'
import type { Told } from './told.ts'

const BEAT_MS = 1000

/** The exercises, given the folder that a setup names. */
type CourseOf = (catalogue?: string) => Course | Promise<Course>

type Prove = (sandbox: GraderSetup['sandbox'], languages: readonly Language[]) => Promise<Proof>

const noProof: Prove = () => Promise.reject(new Error('there is nothing here to try a sandbox with'))

/**
 * The life of a grading process: it is set up once and then takes one student after another, until whoever started it is gone.
 * It holds the references; submissions run in children of their own.
 *
 * @param folder - for the log of its progress.
 * @param prove - tries a sandbox and languages; a kit, whose checks are no grading, has none.
 */
export function serve(folder: string, courseOf: CourseOf, prove: Prove = noProof): void {
  const log = counting(openProgressLog(folder))
  let student = 'before the first submission'
  labelConsole(() => [student, log.at()].filter((part) => part !== undefined).join('  '))
  setInterval(() => void tell({ type: 'beat', begun: log.begun() }), BEAT_MS)

  let ready: Ready | undefined
  let stop = new AbortController()
  process.on('message', async (message: ToGrader) => {
    try {
      switch (message.type) {
        case 'setup': {
          ready = await setUp(message.setup, courseOf)
          const { form } = ready
          await tell({ type: 'ready', exercises: ready.entries.map((entry) => outlineOf(entry, form)) })
          break
        }
        case 'grade': {
          if (ready === undefined) throw new Error('a grading process was called before it was set up')
          stop = new AbortController()
          log.begin(message.turn)
          student = visible(message.handIn.id)
          if (ready.trace !== undefined) traceFrames(join(ready.trace, traceFileOf(message.handIn.id)))
          const grade = message.wish.answers?.only === true ? gradeFromAnswers : gradeOne
          await tell({ type: 'result', ...(await grade(message, ready, { log, signal: stop.signal })) })
          break
        }
        case 'prove': {
          if (ready === undefined) throw new Error('a grading process was called before it was set up')
          await tell({ type: 'proved', ...(await prove(ready.sandbox, message.languages)) })
          break
        }
        case 'control': {
          if (ready === undefined) throw new Error('a grading process was called before it was set up')
          const judge = await ready.judge([message.exercise])
          await tell({ type: 'control', accepted: (await judge.control(message.exercise, message.check)) === 'accepted' })
          break
        }
        case 'stop':
          stop.abort()
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      await tell({ type: error instanceof UsageError ? 'refused' : 'failed', reason })
    }
  })
}

interface Ready extends Pick<GraderSetup, 'trace'> {
  readonly sandbox: GraderSetup['sandbox']
  readonly entries: readonly CatalogueEntry[]
  readonly form: string
  judge(only?: readonly string[]): Promise<Judge>
  open(handIn: HandIn, wish: GraderWish): Promise<Submission>
  readonly answers: AnswerStore
}

async function setUp(
  { catalogue, exercises, seed, sandbox, limits, visibility = 'all', apart = false, keptOut = [], runtimes, diagnose, trace }: GraderSetup,
  courseOf: CourseOf,
): Promise<Ready> {
  keepOut(...keptOut)
  if (runtimes !== undefined) startOnly(runtimes)
  const course = await courseOf(catalogue)
  const { selected, sheet } = limited(await course.choose(exercises), limits)
  const how = {
    seed,
    visibility,
    ...(diagnose === undefined ? {} : { diagnose }),
    ...(course.source === undefined ? {} : { source: course.source }),
  }
  const judges = new Map<string, Promise<Judge>>()
  const box = sandboxNamed(sandbox)
  let held: Submission | undefined

  function judge(only?: readonly string[]): Promise<Judge> {
    const key = only?.join(' ') ?? ''
    const wanted = only === undefined ? selected : selected.filter((entry) => only.includes(entry.exercise.id))
    const made = judges.get(key) ?? createJudge(wanted, how)
    judges.set(key, made)
    return made
  }

  if (!apart) await judge()
  return {
    ...(trace === undefined ? {} : { trace }),
    entries: selected,
    form: formOf(sheet),
    judge,
    sandbox,
    answers: answerStore(sheet),
    async open(handIn, { keep }) {
      if (keep !== true) return openHandIn(handIn, sheet, box)
      held ??= await openHandIn(handIn, sheet, box)
      // A judge closes what it has graded; here it ends with this process.
      return { ...held, close: async () => {} }
    },
  }
}

interface Surroundings {
  readonly log: ProgressLog
  readonly signal: AbortSignal
}

type Question = Extract<ToGrader, { type: 'grade' }>
/** As it is told: see `FromGrader`. */
type Graded = Omit<Extract<FromGrader, { type: 'result' }>, 'type'>

/** @throws where a check asks for more than the answers that are kept, or they cannot be read. */
async function gradeFromAnswers({ handIn, known, wish }: Question, ready: Ready, { log, signal }: Surroundings): Promise<Graded> {
  if (ready.trace !== undefined) throw new Error('frames are wanted, which only a submission itself exchanges')
  const missing = new AbortController()
  const submission = ready.answers.submission(handIn.id, wish.answers, () => missing.abort())
  const judge = await ready.judge(wish.only)
  const result = await judge.grade(submission, {
    ...earlierOf(known, wish),
    signal: AbortSignal.any([signal, missing.signal]),
    onStart: log.start,
  })
  missing.signal.throwIfAborted()
  return { result: exactJson(result) }
}

/** What is known of a submission before it is asked. */
function earlierOf(known: string, { earlier }: GraderWish): Pick<Attention, 'known' | 'earlier'> {
  const pairs = parseExactJson(known) as readonly Judged[]
  const results = new Map(pairs.map(([exercise, result]) => [keyOf(exercise, result.id), result]))
  return {
    known: (exercise, check) => results.get(keyOf(exercise, check)),
    ...(earlier === undefined ? {} : { earlier: parseExactJson(earlier) as Earlier }),
  }
}

async function gradeOne({ handIn, known, wish }: Question, ready: Ready, { log, signal }: Surroundings): Promise<Graded> {
  const [judge, opened] = await Promise.all([ready.judge(wish.only), ready.open(handIn, wish)])
  const { submission, keep } = ready.answers.keeping(opened, wish)
  const say = (told: Told): void => void tell({ type: 'told', told: exactJson(told) })
  if (wish.tell !== undefined) say({ kind: 'opened', remarks: submission.remarks })
  const looks = keepLooks(wish.look)
  const result = await judge.grade(submission, {
    ...earlierOf(known, wish),
    signal,
    onStart: log.start,
    ...(wish.look === undefined ? {} : { onLook: looks.note }),
    onCheck(exerciseId, result) {
      log.judged(exerciseId, result)
      if ((wish.tell === 'checks' || wish.tell === 'all') && !signal.aborted) say({ kind: 'check', exerciseId, result })
    },
    ...(wish.tell === 'exercises' || wish.tell === 'all' ? { onExercise: (result) => say({ kind: 'exercise', result }) } : {}),
  })
  if (wish.look !== undefined) say({ kind: 'look', cases: looks.count(), shown: looks.shown(result) })
  const answers = keep(result)
  return { result: exactJson(withUnread(result, judge.exercises, handIn.unread)), ...(answers === undefined ? {} : { answers }) }
}

function counting(log: ProgressLog): ProgressLog & { begun(): number; at(): string | undefined } {
  let begun = 0
  let at: string | undefined
  return {
    begin(turn) {
      at = undefined
      log.begin(turn)
    },
    start(exerciseId, checkId) {
      begun++
      at = `${exerciseId}/${checkId}`
      log.start(exerciseId, checkId)
    },
    judged: log.judged,
    begun: () => begun,
    at: () => at,
  }
}

/** Resolves when the message is written. Whoever it was for may be gone: then this process ends, too. */
function tell(message: FromGrader): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve()
    else process.send(message, undefined, undefined, () => resolve())
  })
}
