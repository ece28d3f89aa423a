import type { CatalogueEntry } from '#grading/sheet/catalogue'

/** Visible checks that a kit cannot run, by title. */
export interface LeftOut {
  readonly exercise: string
  readonly checks: readonly string[]
}

export function kitReadme(entries: readonly CatalogueEntry[], leftOut: readonly LeftOut[]): string {
  const sheet = entries.map(
    ({ exercise }) => `| ${exercise.sheet} | [${exercise.title}](statements/${exercise.id}.md) | ${exercise.points} |`,
  )
  return `# Coursework kit

| | exercise | points |
|---|---|---:|
${sheet.join('\n')}

## Start

    npm install ./assay-kit-*.tgz
    cp -r node_modules/assay-kit/starters/ts mine      # or python, notebook, pytorch
    npx assay check mine

\`npx assay check mine --only softmax --watch\` runs again whenever you save. It needs Node 20.19 or newer, and Python 3.9 or newer for Python submissions.

With vitest, from a file of tests such as \`submission.test.ts\`, every visible check is a test:

    import { describeSubmission } from 'assay-kit/vitest'
    describeSubmission('mine')

## What it tells you

The visible checks only, on inputs fixed when this kit was built: a self-check, not a grade. The graded run has more checks and other inputs.
It gives the verdicts that the graded run gives for these checks, with two things less: a known mistake is recognised but not named, and an
answer that is right as far as your own earlier mistake goes gets its points here only where that mistake is a known one.
An input for which nothing was recorded ends in "could not be graded", never in points lost.
${leftOut.length === 0 ? '' : `\n## Graded elsewhere\n\nThese visible checks need data or programs of the instructor and are not in this kit:\n\n${leftOut.map(({ exercise, checks }) => `- ${exercise}: ${checks.join('; ')}`).join('\n')}\n`}`
}
