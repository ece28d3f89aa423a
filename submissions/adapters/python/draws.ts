/** One pass: blank lines are never looked at twice. */
const IMPORTS = /^[^\S\n]*(?:import|from)[^\S\n]+(?:matplotlib|seaborn)\b/m

/** Whether a source in Python imports what draws. */
export function draws(source: string): boolean {
  return IMPORTS.test(source)
}
