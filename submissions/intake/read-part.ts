import type { Fault } from '#grading/model/session'

/** What was read beside the code of a submission; whatever is wrong with it is a remark, unless the machine is at fault. */
export type ReadPart<T> = { readonly value: T } | { readonly fault: Fault }
