import type { CheckContext } from '#grading/model/check'

/** Begins the keys of what a kit holds recorded. */
export const RECORDED = 'recorded:'

/**
 * What depends on the seed alone, whatever a submission answers: inputs, right values, what known mistakes give. Made once per run, and
 * recorded when a kit is packed: there `make` is never called, so that its code need not come along. Must be data: no functions, no promises.
 */
export function recorded<T>(context: Pick<CheckContext, 'memo'>, key: string, make: () => T): T {
  return context.memo(`${RECORDED}${key}`, make)
}
