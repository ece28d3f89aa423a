import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { submissionHash } from '#submissions'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import type { Mark } from '../../engine/marks.ts'
import { readJournal } from '../../engine/read-journal.ts'
import type { StudentResult } from '../../model/result.ts'
import { openRunJournal } from './run-journal.ts'

it.each([true, false])('a new run (resumed: %s) takes over what persons have given, and results as they were computed', async (resume) => {
  const root = temporaryFolder({ 'class/ada/answers.md': 'text', 'out/x': '' })
  const handIns = [{ id: 'ada', path: join(root, 'class/ada') }]
  const hash = (await submissionHash(join(root, 'class/ada'))) ?? ''
  const score = { score: 0, max: 600 }
  const check = {
    id: 'a',
    title: 'A',
    visibility: 'visible',
    verdict: 'pending-manual',
    fraction: 0,
    ...score,
    findings: [],
    ms: 0,
  } as const
  const exercises = [{ id: 'e', sheet: '1', title: 'E', status: 'pending-manual', ...score, checks: [check] }] as const
  const output = { stdout: '', stderr: '' }
  const ada: StudentResult = { id: 'ada', kind: 'none', hash, ...score, pending: 600, exercises, remarks: [], output }
  const mark: Mark = { student: 'ada', exercise: 'e', points: 450, by: 'R', at: '', hash }
  const options = { identity: { assay: '0', seed: 1, exercises: ['e'] }, handIns, say: () => undefined, replace: false, shown: 'out' }

  const first = await openRunJournal(join(root, 'out'), { ...options, resume: false })
  await first.journal.student(ada)
  await first.journal.mark(mark)
  await first.journal.end()
  await first.close()
  const second = await openRunJournal(join(root, 'out'), { ...options, resume })
  await second.close()

  expect(second.marks).toEqual([mark])
  expect([...second.kept.values()]).toEqual(resume ? [ada] : [])
  expect(readJournal(readFileSync(join(root, 'out/journal.jsonl'), 'utf8'))).toMatchObject({ marks: [mark], problems: [] })
})
