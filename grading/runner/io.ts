/** All that a command sees of the process it runs in. */
export interface Io {
  /** Results. */
  readonly out: (text: string) => void
  /** Progress and complaints. */
  readonly err: (text: string) => void
  /** A person looks at `err` and a line may be rewritten. */
  readonly terminal: boolean
  readonly columns: number
  readonly colour: boolean
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds. */
  readonly now: () => number
  /** Folder of the exercises; without it those that come with Assay. */
  readonly catalogue?: string
  /** Processes per core that want to run; without it the system's average of the last minute. */
  readonly loadPerCore?: () => number
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal
}

/**
 * The real one. A pipe that is closed early (`assay … | head`) is not an error.
 * @param signal - aborts on Ctrl-C.
 */
export function processIo(signal: AbortSignal): Io {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const { env } = process
  const shown = env.GITHUB_ACTIONS === 'true' ? withoutCommands : (text: string): string => text
  const inCi = env.CI !== undefined && env.CI !== '' && env.CI !== 'false'
  return {
    out: (text) => void process.stdout.write(shown(text)),
    err: (text) => void process.stderr.write(shown(text)),
    terminal: process.stderr.isTTY === true && !inCi && env.TERM !== 'dumb',
    columns: process.stderr.columns ?? 80,
    colour: process.stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
    cwd: process.cwd(),
    env,
    now: () => performance.now(),
    signal,
  }
}

/** For the log of a runner that takes commands from it: ours begin a line, those in a student's words stand behind blanks or anywhere. */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]+):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '## ')
}
