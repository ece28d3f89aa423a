import { findingText } from '#grading/messages/finding-text'
import type { Explained } from './explained.ts'
import { FAULTS } from './fault-kinds.ts'
import { FINDINGS } from './finding-codes.ts'

const section = (code: string, text: string, { means, next }: Explained<unknown>): string =>
  `### \`${code}\`\n\n> ${text}\n\n${means}\n\n**Next:** ${next}\n`

/** `docs/findings.md`: every code that results.json can hold, with the sentence that reports print. */
export function findingsPage(): string {
  const findings = Object.entries(FINDINGS).map(([code, one]) =>
    section(code, findingText({ ...one.example, severity: 'error' } as Parameters<typeof findingText>[0]).text, one),
  )
  const faults = Object.entries(FAULTS).map(([kind, one]) =>
    section(kind, findingText({ code: 'fault', entry: 'softmax', fault: one.example, severity: 'error' }).text, one),
  )
  return `# What a message means

Every finding in a report has a code, which \`results.json\` holds as \`code\`; its sentence depends on the data. This page is written from the code by
\`npx vitest run tools/pages -u\`.

## Findings

${findings.join('\n')}
## Faults

A call that brings no value has the code \`fault\` and one of these kinds.

${faults.join('\n')}`
}
