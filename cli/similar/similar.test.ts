import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

const SAMPLES = join(import.meta.dirname, '../../fixtures/submissions')
const sample = (path: string): string => readFileSync(join(SAMPLES, path), 'utf8')

const ROLES = sample('cross-entropy/roles/accepted/clipped.py')
const COPY = ROLES.replace(/\bcosts\b/g, 'out')
  .replace(/\bp\b/g, 'q')
  .replace(/\n\n\n/g, '\n\n# next\n')

async function similar(cwd: string, ...words: readonly string[]) {
  const io = fakeIo({ cwd })
  const code = await run(['similar', 'class', '--sandbox', 'process', ...words], io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

const CLASS = {
  'class/ada/roles.py': ROLES,
  'class/ben/cross_entropy.py': COPY,
  'class/cy/roles.py': sample('cross-entropy/roles/accepted/arrays.py'),
  'class/dot/roles.py': sample('cross-entropy/roles/accepted/total.py'),
}

describe('assay similar', () => {
  it('finds a renamed copy, and writes a page with the lines of both', async () => {
    const cwd = temporaryFolder(CLASS)
    const { code, stdout } = await similar(cwd, '--out', 'results')
    expect(code).toBe(0)
    expect(stdout).toContain('More alike than the class: 1 pair\n  ada and ben: all code 1.00 (longest sequence ')
    expect(stdout).not.toMatch(/cy and|dot and|and dot|and cy/)
    const page = readFileSync(join(cwd, 'results/similar.html'), 'utf8')
    expect(page).toContain('<h2 id="pair-1-title">ada and ben</h2>')
    expect(page).toMatch(/<figcaption><strong>ada<\/strong> roles\.py, lines \d+ to \d+<\/figcaption>/)
    expect(page).toContain('out.append(')
  })

  it('names what could not be compared, and goes through the rest', async () => {
    const cwd = temporaryFolder({ ...CLASS, 'class/eve/roles.py': '['.repeat(1_000_000), 'class/fay/roles.py': 'def (\n' })
    const { code, stdout } = await similar(cwd)
    expect(code).toBe(0)
    expect(stdout).toContain('ada and ben: all code 1.00')
    expect(stdout).toContain('eve/roles.py has more than 256 KiB of code')
    expect(stdout).toContain('fay/roles.py has syntax errors; what stands in them is not compared')
  })

  it('counts submissions with code, and names those without', async () => {
    const cwd = temporaryFolder({ 'class/ada/roles.py': ROLES, 'class/ben/.keep': '', 'class/cy/weights.bin': '\0'.repeat(200) })
    const { code, stdout } = await similar(cwd)
    expect(code).toBe(0)
    expect(stdout).toContain('1 submission compared.')
    expect(stdout).toContain('Nothing could be compared: that takes two submissions with code.')
    expect(stdout).toContain('Not compared\n  ben: no code\n  cy: no code; its files were only searched for identical ones\n')
  })

  it('names the folder on the page where the path is a dot', async () => {
    const cwd = temporaryFolder(CLASS)
    expect(await run(['similar', '.', '--sandbox', 'process', '--out', '../results'], fakeIo({ cwd: join(cwd, 'class') }))).toBe(0)
    expect(readFileSync(join(cwd, 'results/similar.html'), 'utf8')).toContain('Report for the instructor · class<')
  })

  it('subtracts what was given', async () => {
    const cwd = temporaryFolder({ ...CLASS, 'handout/solution.py': ROLES })
    const { stdout } = await similar(cwd, '--given', 'handout')
    expect(stdout).toContain('Nothing stands out.')
  })

  it('compares neither attempts of one student nor members of a group', async () => {
    const cwd = temporaryFolder({
      'class/ada-1/roles.py': ROLES,
      'class/ada-2/roles.py': COPY,
      'class/ben/roles.py': `${COPY}\n`,
      'course.yaml': 'title: Sample\nroster: roster.csv\nsubmissions: submissions.csv\n',
      'roster.csv': 'id,name,group\nu1,Ada Example,A\nu2,Ben Sample,A\n',
      'submissions.csv': 'submission,student\nada-1,u1\nada-2,u1\nben,u2\n',
    })
    const { stdout } = await similar(cwd)
    expect(stdout).toContain('3 pairs of one student or one group left out.')
    expect(stdout).toContain('Nothing stands out.')
    expect((await similar(cwd, '--no-course')).stdout).toContain('More alike than the class: 3 pairs')
  })

  it.each([
    ['a class that is not there', ['nowhere'], /nowhere cannot be read/],
    ['given code that is not there', ['class', '--given', 'nowhere'], /--given nowhere: .*no such file or folder/],
    ['a report directory', ['reports'], /reports: is a report directory of assay grade; give the class that was graded/],
    ['the class as output', ['class', '--out', 'class'], /--out class: is the folder being graded; choose another/],
  ])('refuses %s in a sentence, and writes nothing', async (_, words, says) => {
    const cwd = temporaryFolder({ ...CLASS, 'reports/journal.jsonl': '', 'reports/students/ada.html': '' })
    const io = fakeIo({ cwd })
    expect(await run(['similar', ...words, '--sandbox', 'process'], io)).toBe(2)
    expect(io.stderr()).toMatch(says)
    expect(existsSync(join(cwd, 'class/similar.html'))).toBe(false)
  })
})
