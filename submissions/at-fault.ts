import type { Answer, Fault, Limits, Session } from '#grading/model/session'
import type { Launch } from './adapters/adapter.ts'
import { blameForImport, packageProbe } from './adapters/python/missing-package.ts'
import type { Language } from './control/control-sources.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import type { Connection } from './session/connect.ts'

/** Runs a submission of ours in the sandbox of the others: why it fails here, `undefined` where it does not. */
export type Control = (language: Language, limits: Limits) => Promise<string | undefined>

export interface AtFault {
  readonly launch: Launch
  readonly sandbox: Sandbox
  readonly limits: Limits
  readonly control: Control
}

/**
 * The one place that answers who is at fault when a submission brings no value: what a child does can be the submission's fault only where a
 * submission of ours, in the same runtime and sandbox, works. (A child that never said hello is the machine's at once, see the link.)
 *
 * A start that fails, an exit and a lack of memory are held against a control, which is run at the first of them, once for each connection.
 * A failed import is held against our own look at the interpreter.
 */
export function blamingTheMachine(connection: Connection, { launch, sandbox, limits, control }: AtFault): Connection {
  const probe = packageProbe(sandbox, limits)
  let asked: Promise<string | undefined> | undefined
  const blame = async (fault: Fault): Promise<Fault> => {
    if (mayBeTheRuntime(fault, launch)) {
      asked ??= control(languageOf(launch), limits)
      const reason = await asked
      if (reason !== undefined) return { kind: 'infrastructure', reason }
    }
    return launch.runtime === 'python' ? blameForImport(fault, launch.packages ?? [], probe).catch(ours) : fault
  }
  const judged = (answers: readonly Answer[]): Promise<readonly Answer[]> =>
    Promise.all(answers.map(async (answer) => (answer.ok ? answer : { ...answer, fault: await blame(answer.fault) })))
  return {
    session(own) {
      const session = connection.session(own)
      const callMany: Session['callMany'] = async (...call) => {
        const answers = await session.callMany(...call)
        return answers.every(({ ok }) => ok) ? answers : judged(answers)
      }
      return { ...session, callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer }
    },
    warm: connection.warm,
    async close() {
      await connection.close()
      await asked
    },
  }
}

/** What it met at its start may be what everybody meets. */
function mayBeTheRuntime(fault: Fault, { tensors }: Launch): boolean {
  switch (fault.kind) {
    case 'exited':
    case 'memory-limit':
      return true
    case 'time-limit':
      return fault.stage === 'start-up'
    case 'load-error':
      // The engine is loaded before the submission, and says in the same way that it cannot be.
      return tensors === true
    default:
      return false
  }
}

function languageOf({ runtime, tensors }: Launch): Language {
  if (runtime === 'python') return 'python'
  return tensors === true ? 'tensors' : 'typescript'
}

function ours(error: unknown): Fault {
  return { kind: 'infrastructure', reason: error instanceof Error ? error.message : String(error) }
}
