import { readdirSync, readFileSync } from 'node:fs'

const CLOSED_ON_EXEC = 0o2000000

/**
 * Descriptors that whoever started us left open and that every program we start would get as well, the ones from `from` on. Our own are
 * closed when a program starts.
 */
export function inheritedDescriptors(from: number): readonly number[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => descriptor >= from && isInherited(descriptor))
    .sort((a, b) => a - b)
}

function isInherited(descriptor: number): boolean {
  try {
    const [, flags = ''] = /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')) ?? []
    return (Number.parseInt(flags, 8) & CLOSED_ON_EXEC) === 0
  } catch {
    // The descriptor of the listing itself.
    return false
  }
}
