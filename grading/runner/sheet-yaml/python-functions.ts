/** A function of a Python file at its top level. */
export interface PythonFunction {
  readonly name: string
  /** Counts from 1. */
  readonly line: number
  /** In one line; empty where there is none. */
  readonly docstring: string
}

const FUNCTION = /^def[ \t]+(\w+)[ \t]*\([^)]*\)[^:\n]*:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*(?:[ \t]+[rRuU]?("""|'''|"|')([\s\S]*?)\2)?/gm

/** The functions of a Python file that is the author's own: it is read, not run, so that a sheet can be listed where there is no Python. */
export function pythonFunctions(source: string): readonly PythonFunction[] {
  return [...source.matchAll(FUNCTION)].map(({ 1: name, 3: docstring = '', index }) => ({
    name: name as string,
    line: source.slice(0, index).split('\n').length,
    docstring: docstring.trim().replace(/\s+/g, ' '),
  }))
}
