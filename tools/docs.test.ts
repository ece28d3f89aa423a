import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { buildProgram } from '#cli/program'
import { fakeIo } from './testing/fake-io.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const COURSEWORK = 'examples/coursework'

/** What stands after `npx assay` on each line, without what follows in a console's prompt or a table's cell. */
function callsIn(text: string): readonly string[] {
  return [...text.matchAll(/\bnpx assay ([^\n`|&#]*)/g)].map((found) => (found[1] as string).trim())
}

/** What is wrong with a call, in words; `undefined` if Assay knows the command, each of its options and their values. */
function faultOf(call: string): string | undefined {
  const [name = '', ...words] = call.split(/\s+/).filter((word) => word !== '')
  if (name.startsWith('-')) return undefined
  const command = buildProgram(fakeIo(), () => undefined).commands.find((one) => one.name() === name)
  if (command === undefined) return `no command ${name}`
  try {
    const { unknown } = command.exitOverride().parseOptions(words)
    return unknown.length === 0 ? undefined : `no option ${unknown[0]} of ${name}`
  } catch (error) {
    return (error as Error).message
  }
}

interface Step {
  readonly run?: string
  readonly if?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

const github = parse(read(`${COURSEWORK}/.github/workflows/assay.yml`)) as {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: { readonly gate: { readonly steps: readonly Step[] } }
}
const gitlab = parse(read(`${COURSEWORK}/.gitlab-ci.yml`)) as {
  readonly assay: {
    readonly before_script: readonly string[]
    readonly script: readonly string[]
    readonly allow_failure: { readonly exit_codes: number }
    readonly artifacts: { readonly when: string; readonly reports: { readonly junit: string } }
  }
}

describe('what a page or a job tells to type', () => {
  const files = execFileSync('git', ['ls-files', 'docs', 'examples/coursework'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((name) => /\.(md|ya?ml|json)$/.test(name) && !/package(-lock)?\.json$/.test(name))
  const pages = ['README.md', 'SECURITY.md', ...files]

  it.each(pages)('exists: %s', (page) => {
    expect(callsIn(read(page)).flatMap((call) => faultOf(call) ?? [])).toEqual([])
  })

  it('was found at all', () => {
    expect(pages).toContain(`${COURSEWORK}/.gitlab-ci.yml`)
    expect(pages.flatMap((page) => callsIn(read(page))).filter((call) => call.startsWith('gate ')).length).toBeGreaterThanOrEqual(4)
  })

  it.each([
    ['npx assay gate hand-in --mim 60', 'no option --mim of gate'],
    ['npx assay gait hand-in --min 60', 'no command gait'],
    ['npx assay gate hand-in --min sixty', '--min'],
    ['npx assay gate hand-in --sandbox none', '--sandbox'],
  ])('is refused when planted: %s', (line, says) => expect(faultOf(callsIn(line)[0] as string)).toContain(says))
})

describe.each([
  ['the GitHub workflow', github.jobs.gate.steps.flatMap(({ run }) => run ?? [])],
  ['the GitLab job', [...gitlab.assay.before_script, ...gitlab.assay.script]],
])('%s', (_, lines) => {
  const calls = callsIn(lines.join('\n'))

  it('proves the machine before it decides with one gate', () => {
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['doctor', 'gate'])
  })

  it('keeps the sandbox, and looks at the folder of the example', () => {
    expect(calls.at(-1)).toMatch(/^gate hand-in --min \d+ --junit assay\.xml$/)
    expect(readdirSync(join(ROOT, COURSEWORK))).toContain('hand-in')
  })
})

describe('the JUnit report', () => {
  it('is kept on GitHub also when the gate is red', () => {
    const keeping = github.jobs.gate.steps.find((step) => step.uses?.startsWith('actions/upload-artifact@'))
    expect(keeping).toMatchObject({ if: '${{ !cancelled() }}', with: { path: 'assay.xml' } })
  })

  it('is read by GitLab also when the gate is red', () => {
    expect(gitlab.assay.artifacts).toEqual({ when: 'always', reports: { junit: 'assay.xml' } })
  })
})

describe('the jobs', () => {
  it('may only read the repository', () => expect(github.permissions).toEqual({ contents: 'read' }))

  it('show as a warning what could not be graded, and nothing else', () => expect(gitlab.assay.allow_failure).toEqual({ exit_codes: 3 }))
})

describe('the example repository', () => {
  it('asks for the vitest that Assay is tested with, within what its package allows', () => {
    const own = JSON.parse(read('package.json')) as Readonly<Record<'devDependencies' | 'peerDependencies', Record<string, string>>>
    const example = JSON.parse(read(`${COURSEWORK}/package.json`)) as Readonly<Record<'devDependencies', Record<string, string>>>
    expect(example.devDependencies.vitest).toBe(own.devDependencies.vitest)
    expect(own.peerDependencies.vitest).toMatch(/^\^4\./)
  })

  it('registers the folder that its jobs look at, and watches it', () => {
    expect(read(`${COURSEWORK}/assay.test.ts`)).toContain("describeSubmission('hand-in')")
    expect(read(`${COURSEWORK}/vitest.config.ts`)).toContain("forceRerunTriggers: ['**/hand-in/**']")
  })

  it('stands in the page as it is', () => {
    expect(read('docs/coursework-repository.md')).toContain(`\`\`\`ts\n${read(`${COURSEWORK}/assay.test.ts`)}\`\`\``)
  })
})
