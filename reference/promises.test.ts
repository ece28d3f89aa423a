import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { catalogue, samplesOf } from '../grading/sheet/testing/grade-sample.ts'
import { flawsOf, type Promises, promisesOf, type Stated } from '../grading/sheet/testing/promises.ts'
import { sentencesOf } from '../grading/sheet/testing/sentences.ts'

const ROOT = join(import.meta.dirname, '..')

/** Each value is one holder, or several with commas between. */
function read(file: string): Promises {
  const entries = Object.entries(parse(readFileSync(file, 'utf8')) as Record<string, string>)
  return new Map(entries.map(([key, value]) => [key, value.split(/,\s*/)]))
}

const shared = read(join(import.meta.dirname, 'promises.yaml'))
const isTest = (file: string): boolean => file.endsWith('.test.ts') && existsSync(join(ROOT, file))

const stated = catalogue.map((entry): Stated => {
  const samples = new Set(samplesOf(entry.exercise).map(({ name }) => name))
  const promises = read(join(entry.folder, 'promises.yaml'))
  return { exercise: entry.exercise, statement: entry.statement(), promises, shared, isSample: (name) => samples.has(name), isTest }
})

describe('every sentence of a statement', () => {
  afterAll(() => {
    const all = stated.flatMap(promisesOf)
    const held = all.filter(({ holders }) => !['context', 'report'].includes(holders[0] as string))
    const count = (kind: string) => all.filter(({ holders }) => holders[0] === kind).length
    const holders = held.reduce((sum, one) => sum + one.holders.length, 0)
    const open = stated.reduce((sum, one) => sum + flawsOf(one).length, 0)
    process.stdout.write(
      `promises: ${all.length} sentences of ${stated.length} statements; ${held.length} held by ${holders} checks, samples and tests (${(holders / held.length).toFixed(2)} a sentence), ${count('report')} for the report, ${count('context')} that ask for nothing; ${open} open\n`,
    )
  })

  it.each(stated.map((one) => ({ id: one.exercise.id, one })))('is held or needs nothing: $id', ({ one }) => {
    expect(flawsOf(one)).toEqual([])
    expect(sentencesOf(one.statement).length).toBeGreaterThan(0)
  })

  it('shared by statements is one that there is', () => {
    const all = stated.flatMap(({ statement }) => sentencesOf(statement))
    const rare = [...shared.keys()].filter((key) => all.filter((sentence) => sentence === key).length < 2)
    expect(rare).toEqual([])
  })
})

describe('the law', () => {
  const sound = stated.find(({ exercise }) => exercise.id === 'backpropagation/softmax') as Stated
  const changed = (change: Partial<Stated>): readonly string[] => flawsOf({ ...sound, ...change })
  const [key, holders] = [...sound.promises].find(([, one]) => one.includes('softmax-rows')) as [string, readonly string[]]
  const without = new Map([...sound.promises].filter(([other]) => other !== key))

  it('refuses a sentence that nobody entered', () => {
    expect(changed({ statement: `${sound.statement}\nThe sign of zero is kept.\n` })).toEqual(['nothing holds "The sign of zero is kept."'])
    expect(changed({ statement: `${sound.statement}\n- An empty list is answered by one.\n` })).toHaveLength(1)
    expect(changed({ statement: `${sound.statement}\n\n| a | b |\n| - | - |\n| c | d |\n` })).toEqual(['nothing holds "| c | d |"'])
    expect(changed({ promises: without })[0]).toMatch(/^nothing holds "/)
  })

  it('refuses an entry whose sentence is gone, or that fits two', () => {
    expect(changed({ promises: new Map([...sound.promises, ['Each row is', ['context']]]) })).toEqual([
      '0 sentences begin with "Each row is"',
    ])
    expect(changed({ promises: new Map([...without, ['', holders]]) })).toContainEqual(
      expect.stringMatching(/^\d+ sentences begin with ""$/),
    )
  })

  it('refuses a holder that does not exist, and a kind beside a holder', () => {
    const named = (...names: string[]): readonly string[] => changed({ promises: new Map([...without, [key, [...holders, ...names]]]) })
    expect(named('softmax-row')).toEqual([`"${key}": there is no check, sample, test or kind "softmax-row"`])
    expect(named('accepted/float64.ts')).toHaveLength(1)
    expect(named('checks/no-such.test.ts')).toHaveLength(1)
    expect(named('context')).toEqual([`"${key}": name what holds it, or one kind`])
  })

  it('refuses a check that no sentence announces', () => {
    const checks = [...sound.exercise.checks, { ...(sound.exercise.checks[0] as Stated['exercise']['checks'][0]), id: 'planted' }]
    expect(changed({ exercise: { ...sound.exercise, checks } })).toEqual(['no sentence announces the check "planted"'])
  })

  it('refuses questions without a word on what their answers earn', () => {
    const statement = sound.statement.replace('What else is asked above belongs in your report and earns no points here.', '')
    expect(changed({ statement })).toEqual([expect.stringMatching(/^must say "What else is asked above/)])
  })
})

describe('a statement', () => {
  it('is cut at full stops outside of formulas and code, at items and at rows', () => {
    const text = [
      '# A. B.',
      'One $a. B$ and `c. D`: so.',
      'Two (is it? yes.) goes',
      'on! `three` is it?',
      '',
      '$$x. Y$$',
      '',
      '```',
      'No. Code.',
      '```',
      '- four',
      '  goes on. Five.',
      '1. six',
      '| head | x |',
      '| ---- | - |',
      '| a. B | c |',
    ].join('\n')
    expect(sentencesOf(text)).toEqual([
      'One $a. B$ and `c. D`: so.',
      'Two (is it? yes.) goes on!',
      '`three` is it?',
      'four goes on.',
      'Five.',
      'six',
      '| a. B | c |',
    ])
  })
})
