/** Of every Python child, trusted or not. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  PYTHONHASHSEED: '0',
  MPLBACKEND: 'Agg',
  // One thread each: numpy otherwise takes a stack per core out of the memory limit, and sums change with the thread count.
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  VECLIB_MAXIMUM_THREADS: '1',
  NUMEXPR_NUM_THREADS: '1',
}
