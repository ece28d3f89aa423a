import type { Launch, Runtime } from '../adapters/adapter.ts'

let tried: ReadonlySet<Runtime> | undefined

/** From now on this process starts nothing else in a sandbox; before that, anything. */
export function startOnly(runtimes: readonly Runtime[]): void {
  tried = new Set(runtimes)
}

/** @throws Error for a runtime in which nobody has tried to break out before anything counted. */
export function expectTried({ runtime }: Pick<Launch, 'runtime'>): void {
  if (tried === undefined || tried.has(runtime)) return
  throw new Error(`canaries were not tried with ${runtime}, which no file of the class seemed to need: nothing may run in it`)
}
