/** Something about the hand-in itself: the student's doing. The message names what and why, without a full stop. */
export class Refusal extends Error {
  override name = 'Refusal'
}

const MIB = 1024 * 1024

/** Rounded up to a tenth, so that too much never reads like just enough. */
export function mib(bytes: number): string {
  return `${Math.ceil((10 * bytes) / MIB) / 10} MiB`
}
