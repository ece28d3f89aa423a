import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '#cli/run'
import type { Canary, Sandbox } from '#submissions'
import { processSandbox } from '#submissions'
import { createBubblewrap } from '#submissions/sandbox/bubblewrap/bubblewrap'
import { fakeIo } from '#tools/testing/fake-io'
import { RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { chooseSandbox, proveSandbox, sandboxNamed } from './sandbox-choice.ts'

/** A machine whose search path holds nothing. */
const bare: readonly Sandbox[] = [createBubblewrap('/nowhere'), processSandbox]
const isolating: Sandbox = {
  name: 'bubblewrap',
  probe: async () => ({ available: true, says: '', isolatesFiles: true, isolatesNetwork: true }),
  start: () => Promise.reject(new Error('nothing is started here')),
}
const flight = (fate: Canary['fate']) => async (): Promise<readonly Canary[]> => [{ name: 'node: secret file', fate, says: '' }]

describe('the choice of a sandbox', () => {
  it.each(['auto', 'bubblewrap'] as const)(
    'refuses with a remedy, for %s, where bwrap is missing, and takes nothing weaker',
    async (choice) => {
      await expect(chooseSandbox(choice, bare)).rejects.toThrow(/^the sandbox bubblewrap does not work here: .+ --sandbox process$/)
    },
  )

  it('takes the plain process when it is asked for', async () => {
    expect((await chooseSandbox('process', bare)).name).toBe('process')
  })

  it('takes bubblewrap, and nothing else, for auto', async () => {
    expect(await chooseSandbox('auto', [isolating, processSandbox])).toBe(isolating)
  })

  it('does not know a sandbox of another name', () => {
    expect(() => sandboxNamed('docker', bare)).toThrow('there is no sandbox docker')
  })
})

describe('the proof of a sandbox', () => {
  it('is given when every canary is held', async () => {
    const io = fakeIo()
    expect(await proveSandbox(isolating, ['node'], io, flight('held'))).toBe(true)
    expect(io.stderr()).toBe('')
  })

  it('fails with the name of a canary that came through', async () => {
    const io = fakeIo()
    expect(await proveSandbox(isolating, ['node'], io, flight('through'))).toBe(false)
    expect(io.stderr()).toBe('assay: the self-test of sandbox bubblewrap failed: node: secret file; nothing is graded\n')
  })

  it('fails when the canaries cannot be run', async () => {
    const io = fakeIo()
    expect(await proveSandbox(isolating, ['node'], io, () => Promise.reject(new Error('no wings')))).toBe(false)
    expect(io.stderr()).toBe('assay: the self-test of sandbox bubblewrap could not run: no wings; nothing is graded\n')
  })

  it('is not asked of a plain process, which isolates nothing and says so', async () => {
    expect(await proveSandbox(processSandbox, ['node'], fakeIo(), flight('through'))).toBe(true)
  })
})

describe('assay grade --sandbox process', () => {
  it('says in every report that it was graded without a sandbox', async () => {
    const cwd = temporaryFolder({ 'class/ada/submission.ts': RIGHT_TS })
    const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
    expect(await run(['grade', 'class', '--sandbox', 'process'], io)).toBe(0)
    const banner = 'graded without a sandbox: trusted code only'
    expect(io.stdout()).toContain(banner)
    for (const file of ['index.html', 'results.json', 'junit.xml', `students/${readdirSync(join(cwd, 'assay-out/students'))[0]}`])
      expect(readFileSync(join(cwd, 'assay-out', file), 'utf8'), file).toContain(banner)
    expect(readFileSync(join(cwd, 'assay-out/journal.jsonl'), 'utf8')).toContain('"sandbox":"process"')
  })
})
