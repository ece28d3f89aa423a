import { readdirSync, readFileSync } from 'node:fs'

/** A text of the kernel; empty where there is none, or none any more. */
export function kernelText(path: string): string {
  try {
    // Of the kernel's texts, this encoding is read by Node without a buffer of 64 KiB for each.
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The names in a folder of the kernel; none where there is no such folder, or none any more. */
export function kernelNames(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
