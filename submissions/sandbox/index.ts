import { bubblewrapSandbox } from './bubblewrap/bubblewrap.ts'
import { processSandbox } from './process.ts'
import type { Sandbox } from './sandbox.ts'

/** By hand on purpose, the strongest first. */
export const sandboxes: readonly Sandbox[] = [bubblewrapSandbox, processSandbox]
