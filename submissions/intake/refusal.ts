import type { Fault } from '#grading/model/session'

/** Something about the submission itself: the student's doing. The message names what and why, without a full stop. */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** A submission of which nobody knows what it holds, since we could not read it. It waits for a person. */
export class Unreadable extends Refusal {
  override name = 'Unreadable'
}

/** @param where - what comes before the message. */
export function faultOf(refusal: Refusal, where = ''): Fault {
  const message = `${where}${refusal.message}`
  return refusal instanceof Unreadable ? { kind: 'infrastructure', reason: message } : { kind: 'load-error', name: '', message }
}

const MIB = 1024 * 1024

/** Rounded up to a tenth, so that too much never reads like just enough. */
export function mib(bytes: number): string {
  return `${Math.ceil((10 * bytes) / MIB) / 10} MiB`
}
