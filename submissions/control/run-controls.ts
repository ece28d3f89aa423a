import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Answer, Fault, Limits } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import { type Args, toPlain, toValue } from '#grading/model/value'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { CONTROLS, GIVEN, type Language, RIGHT } from './control-sources.ts'

/** A submission of ours that does not do here what it does everywhere. */
export interface FailedControl {
  readonly language: Language
  /** A clause without a full stop, for reports of any reader. */
  readonly reason: string
}

export interface ControlOptions {
  readonly sandbox: Sandbox
  readonly limits: Limits
  /** Opens a folder as any submission is opened. */
  readonly open: (path: string, options: OpenControl) => Promise<Submission>
}

export interface OpenControl {
  readonly id: string
  readonly exercises: readonly { readonly id: string; readonly models?: readonly { readonly role: string; readonly entry: string }[] }[]
  readonly sandbox: Sandbox
  readonly limits: Limits
}

/**
 * Takes submissions of our own the whole way that a student's goes: staged, bundled, started in the sandbox, called, and their values
 * compared. Where one of them fails, nobody's could be judged. They run at the same time, a process for each language.
 *
 * @returns the languages that failed, none if all is well. Never rejects.
 */
export async function runControls(languages: readonly Language[], options: ControlOptions): Promise<readonly FailedControl[]> {
  if (languages.length === 0) return []
  const all = (reason: string): readonly FailedControl[] => languages.map((language) => ({ language, reason: worded(language, reason) }))
  const worded = (language: Language, reason: string): string =>
    `${CONTROLS[language].title} cannot be run in the sandbox ${options.sandbox.name}: ${reason}`
  try {
    const root = await temporaryFolder('assay-control-')
    try {
      await write(join(root.path, 'control'), languages)
      const submission = await options.open(join(root.path, 'control'), { ...options, id: 'control', exercises: exercisesFor(languages) })
      try {
        const reasons = await Promise.all(languages.map((language) => wrongWith(submission, language)))
        return languages.flatMap((language, i) => {
          const reason = reasons[i]
          return reason === undefined ? [] : [{ language, reason: worded(language, reason) }]
        })
      } finally {
        await submission.close()
      }
    } finally {
      await root.remove()
    }
  } catch (error) {
    return all(error instanceof Error ? error.message : String(error))
  }
}

async function write(folder: string, languages: readonly Language[]): Promise<void> {
  for (const language of languages) {
    for (const [name, content] of Object.entries(CONTROLS[language].files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), content)
    }
  }
}

function exercisesFor(languages: readonly Language[]): OpenControl['exercises'] {
  const models = [{ role: 'control', entry: 'control' }]
  return [
    // Nobody asks it: the JavaScript file answers for nothing else then, and is read as part of another.
    { id: 'control/javascript' },
    ...languages.map((language) => ({ id: `control/${language}`, ...(language === 'model' ? { models } : {}) })),
  ]
}

/** Two calls: a runtime that answers only once is of no use. */
async function wrongWith(submission: Submission, language: Language): Promise<string | undefined> {
  const session = submission.session(`control/${language}`)
  const args: Args = language === 'model' ? [{ dtype: 'float32', shape: [1, 3], data: Float32Array.from(GIVEN) }] : [toValue(GIVEN)]
  for (const answer of await session.callMany('control', [args, args])) {
    const wrong = wrongIn(answer)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

function wrongIn(answer: Answer): string | undefined {
  if (!answer.ok) return wordsOf(answer.fault)
  const numbers = [toPlain(answer.value)].flat(2)
  const right = numbers.length === RIGHT.length && numbers.every((number, i) => number === RIGHT[i])
  return right ? undefined : `it answers ${JSON.stringify(numbers).slice(0, 80)} where ${JSON.stringify(RIGHT)} is right`
}

function wordsOf(fault: Fault): string {
  switch (fault.kind) {
    case 'infrastructure':
      return fault.reason
    case 'load-error':
      return fault.name === 'EngineError' ? `${fault.message}; install it with npm ci` : fault.message
    case 'syntax-error':
    case 'exception':
      return fault.message
    case 'exited':
      return fault.signal === null ? `it ends with exit code ${fault.code}` : `it is ended by ${fault.signal}`
    case 'time-limit':
      return fault.stage === 'start-up' ? `it is not ready after ${fault.limitMs / 1000} s` : `no answer within ${fault.limitMs / 1000} s`
    case 'missing-entry':
      return 'its function is not found'
    case 'protocol':
      return `it ${fault.reason}`
    default:
      return fault.kind
  }
}
