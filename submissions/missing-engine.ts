import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Answer, Fault, Limits } from '../grading/model/session.ts'
import { launchNode } from './adapters/javascript/launch-node.ts'
import { createCapture } from './sandbox/capture.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import { type Connection, connect } from './session/connect.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * The connection of a child that loads TensorFlow.js before the submission. That it did not get as far as a call, or crashed, is the
 * submission's fault only where the engine works: else the machine lacks something.
 *
 * @param missing - asked at the first answer of that kind, once.
 */
export function blamingTheMachine(connection: Connection, missing: () => Promise<Fault | undefined>): Connection {
  let asked: Promise<Fault | undefined> | undefined
  const judged = async (answers: readonly Answer[]): Promise<readonly Answer[]> => {
    if (!answers.some(mayBeTheEngine)) return answers
    asked ??= missing()
    const fault = await asked
    return fault === undefined ? answers : answers.map((answer) => (mayBeTheEngine(answer) ? { ...answer, fault } : answer))
  }
  return {
    session(limits) {
      const session = connection.session(limits)
      const callMany = async (...call: Parameters<typeof session.callMany>): Promise<readonly Answer[]> =>
        judged(await session.callMany(...call))
      return { ...session, callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer }
    },
    warm: connection.warm,
    async close() {
      await connection.close()
      await asked
    },
  }
}

function mayBeTheEngine(answer: Answer): answer is Extract<Answer, { readonly ok: false }> {
  if (answer.ok) return false
  const { fault } = answer
  return ['load-error', 'exited', 'memory-limit'].includes(fault.kind) || (fault.kind === 'time-limit' && fault.stage === 'start-up')
}

/**
 * Why TensorFlow.js does not compute in a child here, or undefined where it does. Asked of a child in which nothing of any hand-in is
 * loaded: what a submission says about the engine is a claim. Never rejects.
 */
export async function missingEngine(sandbox: Sandbox, limits: Limits): Promise<Fault | undefined> {
  try {
    const root = await temporaryFolder('assay-engine-')
    try {
      return await faultOfEngine(root.path, sandbox, limits)
    } finally {
      await root.remove()
    }
  } catch (error) {
    return { kind: 'infrastructure', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function faultOfEngine(folder: string, sandbox: Sandbox, limits: Limits): Promise<Fault | undefined> {
  const program = join(folder, 'program.cjs')
  await writeFile(program, 'exports.ready = () => true\n')
  const launch = await launchNode({ path: folder, files: [] }, folder, program, true)
  const connection = connect({
    start: () => sandbox.start(launch, limits),
    limits,
    capture: createCapture(),
    spent: { ms: 0, answers: { bytes: 0 } },
    files: new Set(),
  })
  try {
    const answer = await connection.session().call('ready', [])
    if (answer.ok || answer.fault.kind === 'infrastructure') return answer.ok ? undefined : answer.fault
    return { kind: 'infrastructure', reason: `TensorFlow.js does not start in the sandbox ${sandbox.name}: ${wordsOf(answer.fault)}` }
  } finally {
    await connection.close()
  }
}

function wordsOf(fault: Fault): string {
  switch (fault.kind) {
    case 'load-error':
      return `${fault.message}; install it with npm ci and grade again`
    case 'exited':
      return fault.signal === null ? `it ends with exit code ${fault.code}` : `it is ended by ${fault.signal}`
    case 'time-limit':
      return `it is not ready after ${fault.limitMs / 1000} s`
    default:
      return fault.kind
  }
}
