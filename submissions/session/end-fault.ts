import type { Fault } from '#grading/model/session'
import type { Exit } from '../sandbox/sandbox.ts'

const MOST_COMPLAINT = 300

/**
 * Nothing of a submission has been loaded before its child says that it is there: whatever ends it earlier is the machine's fault, or ours.
 * Only the time that the whole submission may take was used up by its own earlier processes.
 */
export function beforeHello(fault: Fault, stderr: string): Fault {
  if (fault.kind === 'infrastructure' || (fault.kind === 'time-limit' && fault.stage === 'submission')) return fault
  const line = firstLine(stderr)
  return {
    kind: 'infrastructure',
    reason: `before anything of the submission was loaded, its process ${endOf(fault)}${line === '' ? '' : ` (${line})`}`,
  }
}

function endOf(fault: Fault): string {
  switch (fault.kind) {
    case 'exited':
      return fault.signal === null ? `ended with exit code ${fault.code}` : `was ended by ${fault.signal}`
    case 'time-limit':
      return `gave no sign of life within ${fault.limitMs / 1000} s`
    case 'protocol':
      return fault.reason
    default:
      return `met ${fault.kind}`
  }
}

/** Of a complaint of the machine's. Where programs lie on it is no student's business. */
function firstLine(stderr: string): string {
  const line = stderr.trim().split('\n', 1)[0] ?? ''
  return line.replace(/(?:\/[^\s/:'"]+)+\/(?=[^\s/:'"])/g, '').slice(0, MOST_COMPLAINT)
}

/** Node's own exit code for a program whose last promise never settles. */
const UNSETTLED = 13
const ABORTED = 134

/** What a child was asked for; no entry while it loads. */
interface Asked {
  readonly entry: string | undefined
}

export function faultOfExit({ code, signal, neverStarted, tookTooMuch }: Exit, stderr: string, asked: Asked | undefined): Fault {
  if (neverStarted === true) return { kind: 'infrastructure', reason: `the sandbox did not start: ${firstLine(stderr)}` }
  if (tookTooMuch === true) return { kind: 'memory-limit' }
  if (code === UNSETTLED && asked?.entry !== undefined) return { kind: 'never-settles', entry: asked.entry }
  if ((code === ABORTED || signal === 'SIGABRT') && stderr.includes('heap out of memory')) return { kind: 'memory-limit' }
  const isLoading = asked !== undefined && asked.entry === undefined
  return { kind: 'exited', code, signal, ...(isLoading ? { loading: true } : {}) }
}
