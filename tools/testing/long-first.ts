import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The longest first: one that begins last leaves the other processor without work. Others follow in vitest's order. */
export const LONG = [
  'submissions/sandbox/hostile.test.ts',
  'reference/convolutional-autoencoder/laws.test.ts',
  'tools/mutate/main.test.ts',
  'grading/runner/grader/pool.test.ts',
  'reference/autoencoder/laws.test.ts',
  'reference/convolution/laws.test.ts',
  'cli/commands/grade.test.ts',
  'grading/runner/run/resume.test.ts',
  'cli/signals.test.ts',
  'kit/audit/audit.test.ts',
  'kit/kit.test.ts',
  'reference/convolutional-autoencoder/denoising/baselines.test.ts',
]

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'))
      return at === -1 ? LONG.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}
