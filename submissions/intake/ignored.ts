import { extname } from 'node:path'

/** Made by tools, never handed in on purpose. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '__pycache__',
  '.ipynb_checkpoints',
  '__MACOSX',
  '.venv',
  'venv',
  '.vscode',
  '.idea',
  'assay-trace',
])
const SKIPPED_FILES: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** Whether a file was made by a tool: also what macOS keeps beside each file on a foreign disk, and Office beside an open one. */
export function isSkippedFile(name: string): boolean {
  return SKIPPED_FILES.has(name) || name.startsWith('._') || name.startsWith('~$')
}

const CODE: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.py', '.ipynb'])

/** Whether a file could be loaded. Declarations, tests and the script that exports models could not: nobody hands them in as an answer. */
export function isCode(file: string): boolean {
  return (
    CODE.has(extname(file).toLowerCase()) &&
    !/\.d\.[mc]?ts$|\.(test|spec|config)\.[mc]?[jt]s$|(^|\/)(test_[^/]*|[^/]*_test|conftest|setup|assay_export)\.py$/i.test(file)
  )
}
