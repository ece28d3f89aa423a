import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { run } from './run.ts'

async function assay(...words: readonly string[]) {
  const io = fakeIo()
  const code = await run(words, io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

describe('run', () => {
  it.each([
    [['grade', 'x', '--jobs', 'two'], '--jobs two: expected an integer from 1 to 64'],
    [['grade', 'x', '--jobs', '0'], '--jobs 0: expected an integer from 1 to 64'],
    [['grade', 'x', '--jobs', '-1'], '--jobs -1: expected an integer from 1 to 64'],
    [['grade', 'x', '--jobs', '1e1'], '--jobs 1e1: expected an integer from 1 to 64'],
    [['grade', 'x', '--jobs', '2.5'], '--jobs 2.5: expected an integer from 1 to 64'],
    [['grade', 'x', '--seed', '0'], '--seed 0: expected an integer from 1 to 2147483647'],
    [['grade', 'x', '--seed', '2147483648'], '--seed 2147483648: expected an integer from 1 to 2147483647'],
    [['gate', '--min', 'sixty'], '--min sixty: expected a number from 0 to 100 with at most two decimals'],
    [['gate', '--min', '101'], '--min 101: expected a number from 0 to 100 with at most two decimals'],
    [['gate', '--min', '-5'], '--min -5: expected a number from 0 to 100 with at most two decimals'],
  ])('refuses %j with a sentence', async (words, says) => {
    expect(await assay(...words)).toEqual({ code: 2, stdout: '', stderr: `assay: ${says}\n` })
  })

  it.each([
    [['grade', 'x', '--job', '2'], "unknown option '--job'\n(Did you mean --jobs?)"],
    [['check', '--wach'], "unknown option '--wach'\n(Did you mean --watch?)"],
    [['grad', 'x'], "unknown command 'grad'\n(Did you mean grade?)"],
    [['grade'], "missing required argument 'path'"],
    [['grade', 'a', 'b'], "too many arguments for 'grade'. Expected 1 argument but got 2."],
    [['gate'], "required option '--min <percent>' not specified"],
    [
      ['init', 'x', '--lang', 'java'],
      "option '--lang <language>' argument 'java' is invalid. Allowed choices are ts, python, notebook, pytorch.",
    ],
    [['check', '--json', '--watch'], "option '--json' cannot be used with option '--watch'"],
  ])('refuses %j and says what was meant', async (words, says) => {
    expect(await assay(...words)).toEqual({ code: 2, stdout: '', stderr: `assay: ${says}\n` })
  })

  it('points students to the statements', async () => {
    expect((await assay('check', '--help')).stdout).toContain('in statements/ of the folder that assay init or a kit writes')
  })

  it.each(['grade', 'check', 'gate', 'init', 'new-exercise', 'doctor'])('prints help with examples for %s', async (command) => {
    const { code, stdout, stderr } = await assay(command, '--help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^Usage: assay ${command}[^]*Examples?:\n  assay ${command}`))
  })

  it('prints help and the version when asked', async () => {
    expect((await assay('--help')).stdout).toContain('Exit codes: 0 minimum reached, 1 below the minimum, 2 usage error')
    expect((await assay('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('takes no command at all for wrong usage', async () => {
    const { code, stdout, stderr } = await assay()
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Usage: assay')
  })

  it('says in one line that a fault is ours, and shows the stack only when asked to', async () => {
    const broken = { cwd: undefined as unknown as string }
    const quiet = fakeIo(broken)
    expect(await run(['init', 'x'], quiet)).toBe(3)
    expect(quiet.stderr()).toMatch(/^assay: .* \(this is a bug in Assay; set ASSAY_DEBUG=1 for the stack trace\)\n$/)
    const loud = fakeIo({ ...broken, env: { ASSAY_DEBUG: '1' } })
    await run(['init', 'x'], loud)
    expect(loud.stderr()).toContain('    at ')
  })
})
