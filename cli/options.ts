import { availableParallelism } from 'node:os'
import { Option } from 'commander'
import { SANDBOX_CHOICES } from '#grading/runner/machine/sandbox-kinds'
import { defaultJobs, LARGEST_JOBS, LARGEST_SEED, PUBLIC_SEED, wholeNumber } from '#grading/runner/numbers'
import { collect } from './command-help.ts'

export const only = () => new Option('--only <id>', 'limit to this exercise (repeatable)').argParser(collect).default([], 'all')
const seedOption = (says: string) => new Option('--seed <n>', says).argParser(wholeNumber('--seed', 1, LARGEST_SEED))
export const seed = () => seedOption('seed of the random inputs').default(PUBLIC_SEED)
/** Nobody can know a seed that is drawn. */
export const drawnSeed = () => seedOption('seed of the random inputs (default: drawn at random)')

export const sandbox = () =>
  new Option('--sandbox <kind>', 'where submissions run: auto requires bubblewrap; process gives no isolation (trusted code only)')
    .choices(SANDBOX_CHOICES)
    .default('auto')

export const verbose = () => new Option('--verbose', 'tell of each check when it is done, with its time, and show what checks print')

export const trace = () =>
  new Option('--trace <what>', 'frames: keep what is exchanged with each submission in a file, for whoever looks for a defect of Assay')
    .choices(['frames'])
    .conflicts('watch')

export const python = () => new Option('--python <path>', 'Python that submissions run with: an executable or the folder of an environment')
export const userPackages = () => new Option('--user-packages', 'also use Python packages installed with pip install --user')

export const jobs = () =>
  new Option('--jobs <n>', 'number of parallel jobs')
    .argParser(wholeNumber('--jobs', 1, LARGEST_JOBS))
    .default(defaultJobs(availableParallelism()), 'one per core')
