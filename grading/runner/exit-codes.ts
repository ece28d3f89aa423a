/** What a command hands to the shell. */
export const EXIT = {
  /** At or above the bar. */
  ok: 0,
  belowBar: 1,
  /** Wrong usage or configuration: what was asked for cannot be done. */
  usage: 2,
  /** Something of ours or the machine's stood in the way; nobody lost points for it. */
  couldNotJudge: 3,
  /** Ctrl-C, as shells count it (128 + SIGINT). */
  interrupted: 130,
  /** 128 + SIGTERM. */
  terminated: 143,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** @param signal - that ended the command; its reason is the name of the signal that the process received. */
export function exitOfSignal({ reason }: AbortSignal): ExitCode {
  return reason === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted
}
