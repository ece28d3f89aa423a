import { Option } from 'commander'
import type { Io } from '#grading/runner/io'
import { UsageError } from '#grading/runner/usage-error'

/** Of every command that looks at exercises. */
export const sheetOption = (): Option =>
  new Option('--sheet <sheet>', 'the exercises: the folder of a sheet, or a package (default: the sheet that comes with Assay)')

/**
 * What a command sees, with the sheet that was named.
 * @param options - of the command.
 * @throws UsageError if there is no such sheet.
 */
export async function withSheet(options: object, io: Io): Promise<Io> {
  const { sheet } = options as { readonly sheet?: string }
  if (sheet === undefined) return io
  const { findSheet, SheetError } = await import('#grading/sheet/find-sheet')
  try {
    return { ...io, catalogue: findSheet(sheet, io.cwd) }
  } catch (error) {
    throw error instanceof SheetError ? new UsageError(`--sheet ${sheet}: ${error.message}`) : error
  }
}
