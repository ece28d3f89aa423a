/** What makes a file a module with exports of its own choice. */
const EXPORTS = /^[ \t]*export\b|\bmodule\s*\.\s*exports\b|\bexports\s*[.[]|\bimport\s*=\s*require\b/m
/** A text that looks like one costs nothing: where exports are added to others, the file is taken as it is. */
const COMMENTS = /\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|\/\/.*/g
/** Functions at the top level, which formatted code begins in the first column. */
const FUNCTIONS = /^(?:async[ \t]+)?function\b[ \t]*\*?[ \t]*([A-Za-z_$][\w$]*)/gm
const VALUES =
  /^(?:const|let|var)[ \t]+([A-Za-z_$][\w$]*)[ \t]*(?::[^=\n]*)?=[ \t]*(?:async\b[ \t]*)?(?:function\b|\(|[A-Za-z_$][\w$]*[ \t]*=>)/gm

/** Whatever a name at the top level is given to. */
const VARIABLES = /^(?:const|let|var)[ \t]+([A-Za-z_$][\w$]*)[ \t]*(?:[:=]|$)/gm

/**
 * An entry that exports nothing, completed so that it exports the functions of its top level: it was written as a script.
 *
 * @param what - `all`: its variables too.
 * @returns `undefined` where it exports something, or has nothing to export.
 */
export function withExports(source: string, what: 'functions' | 'all' = 'functions'): string | undefined {
  if (EXPORTS.test(source.replace(COMMENTS, ''))) return undefined
  const patterns = what === 'all' ? [FUNCTIONS, VALUES, VARIABLES] : [FUNCTIONS, VALUES]
  const names = new Set(patterns.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] as string)))
  return names.size === 0 ? undefined : `${source}\n;export { ${[...names].join(', ')} }\n`
}
