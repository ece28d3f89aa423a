import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { seccompFilter } from './seccomp.ts'
import { DENIED, SYSTEM_CALLS, type SystemCalls } from './system-calls.ts'

const [ALLOW, KILL, EPERM, ENOSYS] = [0x7fff0000, 0x80000000, 0x00050001, 0x00050026]
const x64 = SYSTEM_CALLS.x64 as SystemCalls

/** Runs a filter as the kernel does. @returns what it decides. */
function decide(filter: Uint8Array, number: number, args: readonly number[] = [], audit = x64.audit): number {
  const view = new DataView(filter.buffer)
  const data: Readonly<Record<number, number>> = { 0: number, 4: audit, 16: args[0] ?? 0, 24: args[1] ?? 0 }
  let accumulator = 0
  for (let at = 0; ; at++) {
    const code = view.getUint16(at * 8, true)
    const value = view.getUint32(at * 8 + 4, true)
    const [ifTrue, ifFalse] = [view.getUint8(at * 8 + 2), view.getUint8(at * 8 + 3)]
    switch (code) {
      case 0x20:
        accumulator = data[value] ?? 0
        break
      case 0x15:
        at += accumulator === value ? ifTrue : ifFalse
        break
      case 0x35:
        at += accumulator >= value ? ifTrue : ifFalse
        break
      case 0x45:
        at += (accumulator & value) !== 0 ? ifTrue : ifFalse
        break
      case 0x06:
        return value
      default:
        throw new Error(`instruction ${code}`)
    }
  }
}

describe('the filter of system calls', () => {
  const filter = seccompFilter(x64)

  it('lets read, write, openat, futex and mmap through', () => {
    for (const number of [0, 1, 257, 202, 9]) expect(decide(filter, number)).toBe(ALLOW)
  })

  it('refuses every call of the table', () => {
    for (const number of x64.denied) expect(decide(filter, number), String(number)).toBe(EPERM)
  })

  it('ends a process of another ABI', () => {
    expect(decide(filter, 0, [], 0x40000003)).toBe(KILL)
    expect(decide(filter, 0x40000000 + 1)).toBe(KILL)
  })

  it('lets clone make threads and processes but no namespaces, and does not know clone3', () => {
    expect(decide(filter, 56, [0x003d0f00])).toBe(ALLOW)
    expect(decide(filter, 56, [0x01200011])).toBe(ALLOW)
    for (const flag of [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000])
      expect(decide(filter, 56, [flag])).toBe(EPERM)
    expect(decide(filter, 435)).toBe(ENOSYS)
  })

  it('knows three families of sockets', () => {
    for (const family of [1, 2, 10]) expect(decide(filter, 41, [family])).toBe(ALLOW)
    for (const family of [0, 3, 16, 17, 38, 40]) expect(decide(filter, 41, [family])).toBe(EPERM)
  })

  it('lets nobody type into a terminal', () => {
    expect(decide(filter, 16, [0, 0x5401])).toBe(ALLOW)
    for (const request of [0x5412, 0x541c]) expect(decide(filter, 16, [0, request])).toBe(EPERM)
  })

  it('asks no socket for interfaces, addresses or routes', () => {
    for (const request of [0x8900, 0x8912, 0x8915, 0x8946, 0x89ff]) expect(decide(filter, 16, [0, request])).toBe(EPERM)
    for (const request of [0x541b, 0x5421, 0x88ff, 0x8a00]) expect(decide(filter, 16, [0, request])).toBe(ALLOW)
  })

  it.each(['semget', 'msgget', 'mq_open', 'io_setup', 'inotify_init1'])('refuses %s, whose memory no limit counts', (name) => {
    expect(decide(filter, DENIED[name]?.[0] ?? -1)).toBe(EPERM)
  })

  it('does not know calls that are newer than its table', () => {
    expect(decide(filter, 463)).toBe(ENOSYS)
    expect(decide(filter, 9999)).toBe(ENOSYS)
  })

  it.each([
    ['x86_64', '/usr/include/x86_64-linux-gnu/asm/unistd_64.h', 0],
    ['arm64', '/usr/include/asm-generic/unistd.h', 1],
  ] as const)('has the numbers of the kernel’s own header for %s', (_name, header, column) => {
    if (!existsSync(header)) return
    const text = readFileSync(header, 'utf8')
    const numbers = new Map([...text.matchAll(/^#define __NR(?:3264)?_(\w+)\s+(\d+)$/gm)].map(([, name, number]) => [name, Number(number)]))
    for (const [name, columns] of Object.entries(DENIED)) {
      const known = numbers.get(name)
      if (known !== undefined) expect(columns[column], name).toBe(known)
    }
  })
})
