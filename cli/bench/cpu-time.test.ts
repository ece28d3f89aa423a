import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseStat, treeCpuMs } from './cpu-time.ts'

describe('parseStat', () => {
  it('reads the times of a process whose name holds spaces and parentheses', () => {
    const line = '41 (a ) (b c) S 7 41 41 0 -1 4194560 1 0 0 0 30 4 200 16 20 0 1 0 9 1 1'
    expect(parseStat(line)).toEqual({ parent: 7, own: 34, ended: 216 })
  })
})

describe.skipIf(!existsSync('/proc/self/stat'))('treeCpuMs', () => {
  it('counts what a child used that has ended', () => {
    // The child reports its own use, so a busy machine changes both figures alike; 20 ms is two clock ticks.
    const burn = 'let x = 0; while (process.cpuUsage().user < 200_000) x++; console.log(process.cpuUsage().user / 1000)'
    const before = treeCpuMs()
    const used = Number(execFileSync(process.execPath, ['-e', burn], { encoding: 'utf8' }))
    expect(treeCpuMs() - before).toBeGreaterThan(used - 20)
  })
})
