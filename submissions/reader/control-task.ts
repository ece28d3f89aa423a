import { bundleAnswer } from './bundle-answer.ts'
import type { Task } from './task.ts'

const CONTROL = 'export const twice = (x: number): number => 2 * x'

/** A submission of ours, of which it is known that it can be read. */
export const controlTask: Task<true> = {
  what: 'a test submission',
  request: { op: 'bundle', entry: 'submission.ts', root: '/submission', alone: CONTROL },
  accept(json, bytes) {
    const bundled = bundleAnswer(json, bytes, ['submission.ts'])
    if (!bundled.ok || !Buffer.from(bundled.code).includes('twice')) throw new Error('another bundle than it has to be')
    return true
  },
}
