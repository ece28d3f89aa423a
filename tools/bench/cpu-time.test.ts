import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { leftOut } from '../testing/require-tool.ts'
import { treeCpuMs } from './cpu-time.ts'

describe.skipIf(leftOut(!existsSync('/proc/self/stat'), 'children are timed by /proc only'))('treeCpuMs', () => {
  it('counts what a child used that has ended', () => {
    // The child reports its own use, so a busy machine changes both figures alike; 20 ms is two clock ticks.
    const burn = 'let x = 0; while (process.cpuUsage().user < 200_000) x++; console.log(process.cpuUsage().user / 1000)'
    const before = treeCpuMs()
    const used = Number(execFileSync(process.execPath, ['-e', burn], { encoding: 'utf8' }))
    expect(treeCpuMs() - before).toBeGreaterThan(used - 20)
  })
})
