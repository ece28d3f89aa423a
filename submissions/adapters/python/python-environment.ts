import type { Interpreter } from './interpreter.ts'

const ENVIRONMENT: Readonly<Record<string, string>> = {
  PYTHONHASHSEED: '0',
  MPLBACKEND: 'Agg',
  // One thread each: numpy otherwise takes a stack per core out of the memory limit, and sums change with the thread count.
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  VECLIB_MAXIMUM_THREADS: '1',
  NUMEXPR_NUM_THREADS: '1',
}

/** Of every Python child, trusted or not. */
export function environmentOf({ userBase }: Pick<Interpreter, 'userBase'>): Readonly<Record<string, string>> {
  return userBase === undefined ? ENVIRONMENT : { ...ENVIRONMENT, PYTHONUSERBASE: userBase }
}

/** How every Python child is started: without the packages of the user, unless the course wants them. */
export function flagsOf({ userBase }: Pick<Interpreter, 'userBase'>): readonly string[] {
  return [...(userBase === undefined ? ['-s'] : []), '-B', '-X', 'utf8']
}
