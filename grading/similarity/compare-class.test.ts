import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../sheet/catalogue.ts'
import { type ComparedSubmission, compareClass } from './compare-class.ts'
import { tokenised } from './testing/tokenised.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/submissions')
const catalogue = await loadCatalogue(undefined)
const exercises = catalogue.map(({ exercise }) => exercise)
const given = await Promise.all(
  catalogue.flatMap(({ folder, exercise }) =>
    exercise.entries.length === 0
      ? []
      : ['ts', 'py'].map((ending) => tokenised(`${basename(folder)}.${ending}`, readFileSync(join(folder, `starter.${ending}`), 'utf8'))),
  ),
)
const apart = (left: string, right: string): boolean => left !== right

async function submission(id: string, files: Readonly<Record<string, string>>): Promise<ComparedSubmission> {
  return { id, files: await Promise.all(Object.entries(files).map(([file, text]) => tokenised(file, text))) }
}

const compare = (submissions: readonly ComparedSubmission[]) => compareClass({ submissions, given, exercises, apart })

/** Each accepted sample of an exercise as the submission of a student, under the name that a student's file has. */
function samplesOf(exercise: string): Promise<readonly ComparedSubmission[]> {
  const folder = join(FIXTURES, exercise, 'accepted')
  const files = readdirSync(folder).filter((name) => /\.(?:ts|js|mjs|py)$/.test(name))
  return Promise.all(
    files.map((name) =>
      submission(`${exercise}/${name}`, { [`${basename(exercise)}${extname(name)}`]: readFileSync(join(folder, name), 'utf8') }),
    ),
  )
}

const ROLES = join(FIXTURES, 'cross-entropy/roles/accepted')
const SOURCE = 'clipped.py'
const python = readFileSync(join(ROLES, SOURCE), 'utf8')

const NAMES = { costs: 'result', p: 'prob', t: 'label', softplus: 'soft', EPSILON: 'tiny', z: 'logits', v: 'x', y: 'target' }

/** Other names for all that a student named, a comment behind each line, and blank lines. */
function renamed(text: string): string {
  const names = Object.entries(NAMES).reduce((now, [name, other]) => now.replace(new RegExp(`\\b${name}\\b`, 'g'), other), text)
  return names.replace(/^(\s*)(costs|result|return.*\]|for .*:)$/gm, '$1$2  # mine').replace(/\n\n/g, '\n\n\n')
}

describe('a copy', () => {
  it('with other names, comments and white space has similarity 1.00', async () => {
    const copy = renamed(python)
    expect(copy).not.toBe(python)
    const { pairs } = compare([await submission('ada', { 'roles.py': python }), await submission('ben', { 'roles.py': copy })])
    expect(pairs).toHaveLength(1)
    expect(pairs[0]?.parts.map(({ part, similarity }) => [part.exercise ?? 'all', similarity])).toEqual([
      ['all', 1],
      ['cross-entropy/roles', 1],
    ])
  })

  it('with its functions in another order has similarity 1.00', async () => {
    const parts = python.split(/\n(?=def )/)
    expect(parts.length).toBeGreaterThan(2)
    const reordered = [parts[0], ...parts.slice(1).reverse()].join('\n')
    const { pairs } = compare([await submission('ada', { 'roles.py': python }), await submission('ben', { 'roles.py': `${reordered}\n` })])
    expect(pairs[0]?.parts[0]?.similarity).toBe(1)
  })

  it('is shown with the lines of both sides', async () => {
    const copy = `\n\n${renamed(python)}`
    const { pairs } = compare([await submission('ada', { 'roles.py': python }), await submission('ben', { 'roles.py': copy })])
    const [fragment] = pairs[0]?.parts[0]?.fragments ?? []
    expect(fragment?.right.line).toBeGreaterThan(fragment?.left.line as number)
    expect(python.split('\n').slice((fragment?.left.line as number) - 1)[0]).toBe(fragment?.left.lines[0])
    expect(fragment?.right.lines.some((line) => line.includes('my_') || line.includes('# mine'))).toBe(true)
  })
})

describe('solutions that were written apart', () => {
  // Samples of denoising, corruption, skip connections and softmax share code on purpose: they are copies of each other.
  const APART = exercises
    .map(({ id, entries }) => (entries.length > 0 ? id : ''))
    .filter((id) => id !== '' && !/denoising|corruption|skip-connections|softmax/.test(id))

  it.each(APART)('%s: none of the accepted samples is shown', async (id) => {
    const samples = await samplesOf(id)
    expect(samples.length).toBeGreaterThan(2)
    const { pairs, statistics } = compare(samples)
    expect(pairs.map(({ left, right, parts }) => `${left} ${right} ${parts[0]?.similarity}`)).toEqual([])
    expect(statistics.reduce((sum, one) => sum + one.pairs, 0)).toBeGreaterThan(2)
  })

  it('are not shown either as one class, and its copies are', async () => {
    const samples = (await Promise.all(APART.map(samplesOf))).flat()
    const { pairs } = compare([...samples, await submission('copy', { 'roles.py': renamed(python) })])
    expect(pairs.map(({ left, right }) => [left, right])).toEqual([[`cross-entropy/roles/${SOURCE}`, 'copy']])
  })
})

describe('code that was given', () => {
  const starters = Object.fromEntries(given.map(({ file, text }) => [file, text]))

  it('alone is nobody’s: there is nothing to compare', async () => {
    const { pairs, statistics } = compare([await submission('ada', starters), await submission('ben', starters)])
    expect([pairs, statistics]).toEqual([[], []])
  })

  it('around different solutions does not make them alike', async () => {
    const [one, other] = (await samplesOf('cross-entropy/roles')).filter(({ files }) => files[0]?.family === 'python')
    const withStarters = ({ id, files }: ComparedSubmission) =>
      submission(id, { ...starters, [files[0]?.file as string]: files[0]?.text as string })
    expect(compare([await withStarters(one as ComparedSubmission), await withStarters(other as ComparedSubmission)]).pairs).toEqual([])
  })
})

describe('an exercise that everybody solves in the same words', () => {
  it('shows no pair, and says why', async () => {
    const body = (i: number): string =>
      `${python}\n\ndef helper_${i}(x):\n    return ${Array.from({ length: i + 1 }, () => 'x').join(' + ')}\n`
    const alike = await Promise.all(Array.from({ length: 8 }, (_, i) => submission(`student-${i}`, { 'roles.py': body(i) })))
    const { pairs, statistics } = compare(alike)
    expect(pairs).toEqual([])
    expect(statistics.map(({ standard }) => standard.kind)).toEqual(['alike', 'alike'])
  })
})

it('attempts of one student are not compared', async () => {
  const submissions = [await submission('ada-1', { 'roles.py': python }), await submission('ada-2', { 'roles.py': python })]
  expect(compareClass({ submissions, given, exercises, apart: () => false })).toEqual({ pairs: [], statistics: [] })
})
