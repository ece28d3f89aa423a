import type { NewFile } from '../hand-in-files.ts'
import { gradientFiles } from './gradient-files.ts'
import { lossFiles } from './loss-files.ts'

/**
 * A sheet of two small exercises with samples, to be changed: the mean squared error, and its gradient.
 *
 * @param id - letters and digits joined by `-`.
 * @param shown - the folder as its commands name it.
 */
export function newSheetFiles(id: string, shown: string): readonly NewFile[] {
  const title = id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ')
  return [
    { path: 'sheet.ts', content: sheet(id, title) },
    { path: 'README.md', content: readme(title, shown) },
    {
      path: 'package.json',
      content: `${JSON.stringify({ name: id.toLowerCase(), private: true, type: 'module', exports: './sheet.ts' }, null, 2)}\n`,
    },
    { path: 'tsconfig.json', content: TSCONFIG },
    ...lossFiles('losses/mean-squared-error'),
    ...gradientFiles('losses/squared-error-gradient'),
  ]
}

const sheet = (id: string, title: string): string => `import { defineSheet } from 'assay'

export default defineSheet({
  id: '${id}',
  title: '${title}',
  exercises: {
    '1a': 'losses/mean-squared-error',
    '1b': 'losses/squared-error-gradient',
  },
})
`

const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2023",
    "module": "nodenext",
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "skipLibCheck": true
  },
  "exclude": ["**/samples", "**/starter.ts"]
}
`

const readme = (title: string, shown: string): string => `# ${title}

A problem sheet for Assay. It works as it is: change it into yours.

    sheet.ts                   the title, and the number of each exercise
    <unit>/<exercise>/
      exercise.ts              functions with their shapes, and the checks
      judges.ts                what looks at answers in checks of its own: a kit contains it
      solution.ts              the reference solution that answers are compared with
      statement.md             what students read
      starter.ts, starter.py   what students begin with
      samples/<verdict>/       submissions whose verdict is known: \`accepted\`, \`wrong-answer\`, …

The comment at the top of a sample names the checks that it must lose (\`loses:\`) and the mistake that must be named (\`names:\`).

## Commands

    npx assay check my-answers --sheet ${shown}           what a student sees: visible checks only
    npx assay grade submissions --sheet ${shown}          a class, one folder per student
    npx assay prove --sheet ${shown}                      every sample graded as filed, every mutated solution noticed
    npx assay init my-answers --sheet ${shown}            starters and statements in a folder
    npx assay kit --out handout --sheet ${shown}          what students get, without solutions and hidden checks
    npx assay new-exercise losses/huber --sheet ${shown}  one more exercise

Nothing has to be built: the files are read as they are, and what is wrong in one is told with its line.
`
