import type { Exercise } from '#grading/model/exercise'
import { holdEntries } from '#prove/laws/laws'
import { isShortRun, lacks, leftOut, SHORT_RUN } from '#tools/testing/require-tool'
import { languageOf, type Sample } from '../samples.ts'
import { coveringSamples } from './covering-samples.ts'
import { catalogue, rig, samplesOf } from './grade-sample.ts'

const noPython = lacks('python3', 'the Python samples')
let torchMissing: boolean | undefined
/** Looked for where a sample needs it, once: to import it takes seconds. */
const noTorch = (): boolean => {
  torchMissing ??= lacks('torch', 'the samples of networks in PyTorch')
  return torchMissing
}

/** Those that this run judges: in a short one, of networks, whose answers take seconds, no more than every check needs to be lost. */
function judgedSamples(exercise: Exercise): readonly Sample[] {
  const all = samplesOf(exercise).filter(
    (sample) => !(noPython && languageOf(sample) === 'python') && !(sample.needs === 'torch' && noTorch()),
  )
  const judged = exercise.models !== undefined && isShortRun() ? coveringSamples(all) : all
  leftOut(judged.length < all.length, `${all.length - judged.length} of ${all.length} samples of ${exercise.id}: ${SHORT_RUN}`)
  return judged
}

/** Registers the laws of every exercise of a unit as tests; the last one fails unless each exercise and each sample was examined. */
export function holdToLaws(unit: string): void {
  const entries = catalogue
    .filter(({ exercise }) => exercise.id.startsWith(`${unit}/`))
    .map((entry) => ({ entry, samples: judgedSamples(entry.exercise) }))
  holdEntries({ name: unit, entries, python: !noPython }, rig)
}
