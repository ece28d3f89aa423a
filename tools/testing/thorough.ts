import { PROOFS } from './proofs.ts'

/**
 * Files of tests that need nothing but this process and take more than a second of its time each: laws over many draws, whole reports,
 * whole data sets. What guards the repository, in `tools/`, belongs to them without being listed.
 */
export const THOROUGH: readonly string[] = [
  'checks/lies.test.ts',
  'course/gradebook/laws.test.ts',
  'grading/engine/earlier.test.ts',
  'grading/model/safetensors.test.ts',
  'grading/runner/io.test.ts',
  'grading/similarity/compare-class.test.ts',
  'prove/mutation/mutants.test.ts',
  'prove/mutation/set-apart.test.ts',
  'reference/autoencoder/embedding/slips.test.ts',
  'reference/autoencoder/embedding/solution.test.ts',
  'reference/backpropagation/odd-neuron/solution.test.ts',
  'reference/convolution/mnist-cnn/classification.test.ts',
  'reference/convolution/mnist-cnn/solution.test.ts',
  'reference/convolutional-autoencoder/denoising/corruption.test.ts',
  'reference/convolutional-autoencoder/denoising/solution.test.ts',
  'reference/convolutional-autoencoder/skip-connections/solution.test.ts',
  'reference/cross-entropy/optimum/solution.test.ts',
  'reference/nothing-there.test.ts',
  'reference/quality/mnist/mnist.test.ts',
  'reports/channels.test.ts',
  'reports/console/console.test.ts',
  'reports/diff/laws.test.ts',
  'reports/html/html.test.ts',
  'reports/html/page-names.test.ts',
  'reports/junit/junit.test.ts',
  'reports/results-json/results-json.test.ts',
  'submissions/adapters/notebook/long-notebook.test.ts',
  'submissions/session/frame-fuzz.test.ts',
  'submissions/session/split-calls.test.ts',
  'submissions/session/value-codec.test.ts',
]

/** Whether a file of tests is left to the project `thorough`. */
export function isThorough(file: string): boolean {
  return file.startsWith('tools/') || THOROUGH.includes(file) || PROOFS.includes(file)
}
