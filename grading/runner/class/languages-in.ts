import { readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Runtime } from '#submissions'
import type { Language } from '#submissions/control/control-sources'
import { isArchive } from '#submissions/intake/archive'
import type { HandIn } from './hand-ins.ts'

/** The languages that need nothing but what this machine must have to judge them. */
const ALL: readonly Language[] = ['typescript', 'python', 'notebook']
/** Weights of PyTorch may be a network as a whole, which only Python loads. */
const BY_ENDING: Readonly<Record<string, Language>> = { '.py': 'python', '.pt': 'python', '.pth': 'python', '.ipynb': 'notebook' }
const SCRIPT = /^\.[mc]?[jt]s$/
const DEEPEST = 8
const MOST_FILES = 2000

/**
 * What the submissions of a class are written in, by the endings of their files: only that is tried before they are judged. What is packed
 * may be anything. Names only, and no more than it takes: nothing of a submission is opened.
 */
export function languagesIn(handIns: readonly Pick<HandIn, 'path' | 'packed'>[]): readonly Language[] {
  const found = new Set<Language>()
  for (const { path, packed } of handIns) {
    if (found.size > ALL.length) break
    if (packed !== undefined || isArchive(path)) add(ALL, found)
    else look(path, found, { left: MOST_FILES }, 0)
  }
  return [...found]
}

/** What submissions in these languages run in. Whatever they are written in, it is Node that reads them. */
export function runtimesOf(languages: readonly Language[]): readonly Runtime[] {
  return languages.every((language) => language === 'typescript') ? ['node'] : ['node', 'python']
}

function look(path: string, found: Set<Language>, files: { left: number }, depth: number): void {
  try {
    if (!statSync(path).isDirectory()) note(path, found)
    else
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        // What is not looked at may be anything.
        if (--files.left < 0 || (entry.isDirectory() && depth === DEEPEST)) {
          add(ALL, found)
          return
        }
        if (entry.isFile()) note(join(path, entry.name), found)
        else if (entry.isDirectory()) {
          if (entry.name === 'models') found.add('model')
          look(join(path, entry.name), found, files, depth + 1)
        }
      }
  } catch {
    // Whoever opens it says why it cannot be read.
  }
}

function add(languages: readonly Language[], found: Set<Language>): void {
  for (const language of languages) found.add(language)
}

function note(file: string, found: Set<Language>): void {
  if (isArchive(file)) add(ALL, found)
  const ending = extname(file).toLowerCase()
  if (SCRIPT.test(ending)) found.add('typescript')
  const language = BY_ENDING[ending]
  if (language !== undefined) found.add(language)
}
