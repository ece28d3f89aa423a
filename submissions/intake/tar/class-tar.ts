import { join } from 'node:path'
import { systemErrorText } from '#grading/model/system-error'
import { temporaryFolder } from '../../temporary-folder.ts'
import { holdsStudents } from '../class-root.ts'
import type { FoundClass } from '../found.ts'
import { IntakeError } from '../intake-error.ts'
import { peekInto } from '../list-class-folder.ts'
import type { Omission } from '../omission.ts'
import { Refusal } from '../refusal.ts'
import { CLASS_ZIP_LIMITS } from '../zip/zip-limits.ts'
import { type TarLimits, unpackTar } from './unpack-tar.ts'

/** It comes from the instructor; every submission in it is held to the limits of one by itself. */
const LIMITS: TarLimits = {
  ...CLASS_ZIP_LIMITS,
  entryBytes: CLASS_ZIP_LIMITS.archiveBytes,
  totalBytes: CLASS_ZIP_LIMITS.archiveBytes,
  entries: CLASS_ZIP_LIMITS.listed,
}

/**
 * The class in a tar archive, unpacked into a folder that is there until the class is closed.
 *
 * @param find - finds the class in a folder.
 * @throws IntakeError if the archive cannot be read, or what `find` throws.
 */
export async function withUnpackedClass(archive: string, find: (folder: string) => Promise<FoundClass>): Promise<FoundClass> {
  const folder = await temporaryFolder('assay-class-')
  const close = folder.remove
  try {
    const inside = join(folder.path, 'class')
    const omissions = await unpackTar(archive, inside, LIMITS)
    const found = await find(inside)
    return {
      ...found,
      leftOut: [...found.leftOut, ...omissions.map(leftOutOf)],
      async close() {
        await found.close?.()
        await close()
      },
    }
  } catch (error) {
    await close()
    if (error instanceof IntakeError) throw new IntakeError(error.message.replaceAll(join(folder.path, 'class'), archive))
    throw new IntakeError(`${archive} cannot be read: ${error instanceof Refusal ? error.message : systemErrorText(error)}`)
  }
}

function leftOutOf({ name, why }: Omission): { readonly name: string; readonly why: string } {
  return { name, why }
}

/** Whether a tar archive that is all there is holds the students of a class, at the top or inside one folder. One that cannot be read does not. */
export async function isClassTar(archive: string): Promise<boolean> {
  const folder = await temporaryFolder('assay-class-')
  try {
    await unpackTar(archive, join(folder.path, 'class'), LIMITS)
    return holdsStudents(await peekInto(join(folder.path, 'class')), 2) === true
  } catch {
    return false
  } finally {
    await folder.remove()
  }
}
