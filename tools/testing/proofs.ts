import { isShortRun } from './require-tool.ts'

/**
 * Files that prove the checks and the tests themselves, over all samples, planted faults, packed packages, browsers and thousands of draws:
 * minutes of work. A short run leaves them out and says so; where everything is required, as in CI, they run.
 */
export const PROOFS: readonly string[] = [
  'reference/laws.test.ts',
  'reference/lies.test.ts',
  'reference/declarations.test.ts',
  'reference/autoencoder/laws.test.ts',
  'reference/autoencoder/corruption/power.test.ts',
  'reference/convolutional-autoencoder/laws.test.ts',
  'reference/convolutional-autoencoder/other-forms.test.ts',
  'reference/convolutional-autoencoder/denoising/baselines.test.ts',
  'reference/convolutional-autoencoder/denoising/divided-losses.test.ts',
  'reference/convolutional-autoencoder/denoising/repeatable.test.ts',
  'reference/gradient-descent/mini-batch/power.test.ts',
  'reference/convolution/laws.test.ts',
  'reference/plots.test.ts',
  'cli/backends.test.ts',
  'cli/stranger.test.ts',
  'cli/worker/faults.test.ts',
  'cli/worker/forgery.test.ts',
  'cli/worker/poison.test.ts',
  'grading/runner/grader/pool.test.ts',
  'kit/audit/audit.test.ts',
  'prove/laws/index.test.ts',
  'reports/html/accessibility.test.ts',
  'submissions/at-fault.test.ts',
  'tools/bundle-programs.test.ts',
  'kit/lookup.test.ts',
  'tools/mutate/main.test.ts',
  'prove/variants/variants.test.ts',
  'reference/train/shipped-weights.test.ts',
]

/**
 * Files of tests that this run leaves out.
 *
 * @param args - of vitest's command line: who names files or folders gets them.
 */
export function leftOutFiles(
  args: readonly string[] = process.argv.slice(2),
  require: string | undefined = process.env.ASSAY_REQUIRE,
): readonly string[] {
  return isShortRun(require) && !args.some((arg) => arg.includes('/') || arg.endsWith('.ts')) ? PROOFS : []
}
