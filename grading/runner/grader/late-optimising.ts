/**
 * Flags of V8 for processes of ours that judge or print: optimised code pays where a function runs long, and compiling it as early as by
 * default takes a fifth of the CPU time of a first submission, more than it saves in a class of 36. Node 22 and newer compile in a cheaper
 * way before, and have no such flag.
 */
export const LATE_OPTIMISING = Number.parseInt(process.versions.node, 10) < 22 ? ['--interrupt-budget=1000000'] : []
