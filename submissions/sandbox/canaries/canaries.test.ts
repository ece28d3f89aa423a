import { describe, expect, it } from 'vitest'
import { lacks } from '#tools/testing/require-tool'
import { createBubblewrap } from '../bubblewrap/bubblewrap.ts'
import { processSandbox } from '../process.ts'
import type { Sandbox } from '../sandbox.ts'
import { flyCanaries } from './canaries.ts'

const bubblewrap = createBubblewrap()
/** A sandbox with a hole: what is mounted includes the whole temporary folder, and with it the secret. */
const leaky: Sandbox = {
  ...bubblewrap,
  start: (launch, limits) => bubblewrap.start({ ...launch, readOnly: [...launch.readOnly, secretIn(launch.args)] }, limits),
}

function secretIn(args: readonly string[]): string {
  return (JSON.parse(args.at(-1) ?? '{}') as { secret: string }).secret
}

describe.skipIf(lacks('bwrap', 'what canaries find in it'))('canaries', { timeout: 240_000 }, () => {
  it('are all held in the sandbox, and more than a handful prove something', async () => {
    const canaries = await flyCanaries(bubblewrap)
    expect(canaries.filter(({ fate }) => fate === 'through')).toEqual([])
    expect(canaries.filter(({ fate }) => fate === 'held').length).toBeGreaterThan(6)
  })

  it('are tried with what they are asked for, and with Node alone show that system calls are filtered', async () => {
    const canaries = await flyCanaries(bubblewrap, { runtimes: ['node'] })
    expect(canaries.every(({ name }) => name.startsWith('node: '))).toBe(true)
    const held = canaries.flatMap(({ name, fate }) => (fate === 'held' ? [name] : []))
    for (const name of ['new privileges', 'capabilities', 'many processes', 'terminal', 'interfaces'])
      expect(held).toContain(`node: ${name}`)
    expect(canaries.find(({ name }) => name === 'node: all system calls')).toMatchObject({ says: 'Seccomp 2' })
  })

  it('come through a sandbox that has a hole', async () => {
    const through = (await flyCanaries(leaky)).filter(({ fate }) => fate === 'through').map(({ name }) => name)
    expect(through).toContain('node: secret file')
  })

  it('refuse to prove anything when they fail outside, too', async () => {
    await expect(flyCanaries(bubblewrap, { control: bubblewrap })).rejects.toThrow('the canaries prove nothing')
  })
})

describe('canaries in a plain process', { timeout: 240_000 }, () => {
  it('come through', async () => {
    const fates = new Map((await flyCanaries(processSandbox)).map(({ name, fate }) => [name, fate]))
    for (const name of ['secret file', 'grading process', 'loopback', 'writing']) expect(fates.get(`node: ${name}`), name).toBe('through')
  })
})
