import { trustedSession } from '#submissions/adapters/python/trusted-session'
import type { Answer, Fault, Session } from '../../model/session.ts'
import type { Args } from '../../model/value.ts'
import { UsageError } from '../usage-error.ts'

/** A Python file of a sheet that can be asked. */
export interface PythonFile {
  /** As messages name it. */
  readonly shown: string
  /** @throws UsageError if there is no Python on this machine: one sentence. */
  ask(entry: string, argsList: readonly Args[]): Promise<readonly Answer[]>
}

/** @param file - absolute. Its process is started by the first call. */
export function pythonFile(file: string, shown: string): PythonFile {
  let session: Promise<Session> | undefined
  return {
    shown,
    async ask(entry, argsList) {
      session ??= trustedSession(file)
      return (await session.catch(refuse)).callMany(entry, argsList)
    },
  }

  function refuse(error: unknown): never {
    session = undefined
    throw new UsageError(`${shown}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Why a file of the course did not answer. */
export function faultWords(fault: Fault): string {
  switch (fault.kind) {
    case 'exception':
    case 'load-error':
      return `${fault.name}: ${fault.message}${fault.place === undefined ? '' : ` (line ${fault.place.line})`}`
    case 'syntax-error':
      return `${fault.message}${fault.place === undefined ? '' : ` (line ${fault.place.line})`}`
    case 'missing-entry':
      return `it has no function ${fault.entry}`
    case 'bad-value':
      return `expected ${fault.expected}, got ${fault.got} at ${fault.at}`
    case 'infrastructure':
      return fault.reason
    default:
      return fault.kind
  }
}
