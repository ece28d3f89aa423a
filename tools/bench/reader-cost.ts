import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { processSandbox, type Sandbox, sandboxes } from '#submissions'
import { openSubmission } from '#submissions/open'
import { answerTask } from '#submissions/reader/answer-task'
import { createReader, type Reader } from '#submissions/reader/reader'
import { treeCpuMs } from './cpu-time.ts'
import { type Figure, median, ms, ratio } from './figures.ts'
import { computedExercises, perfectExample } from './perfect-example.ts'

const ROUNDS = 5
/** Between two readings of the clock, which counts children in steps of 10 ms. */
const PER_ROUND = 10
const LIMIT = 1.15

/** CPU to open a submission, start its child and close it: read by the reader, and in this process. Both alternate. */
export async function readerCost(): Promise<readonly Figure[]> {
  const ids = (await computedExercises()).map(({ exercise }) => exercise.id)
  const figures: Figure[] = []
  for (const sandbox of sandboxes) {
    if (!(await sandbox.probe()).available) continue
    const reader = createReader(sandbox)
    // What is ended together with its namespace is on nobody's account: the submissions themselves run in the plain process.
    const open = (reader: Reader): Promise<void> => floor(perfectExample('typescript'), ids, reader)
    const before = performance.now()
    await reader.reading().read({ what: '', request: { op: 'manifest', name: '' }, accept: () => true })
    figures.push({ what: `start of a reader in ${sandbox.name}, wall time`, value: ms(performance.now() - before) })
    const spent = { reader: [] as number[], here: [] as number[] }
    for (let round = -1; round < ROUNDS; round++) {
      for (const kind of ['here', 'reader'] as const) {
        const cpu = treeCpuMs()
        for (let i = 0; i < PER_ROUND; i++) await open(kind === 'here' ? HERE : reader)
        if (round >= 0) spent[kind].push((treeCpuMs() - cpu) / PER_ROUND)
      }
    }
    figures.push(ratio(`TypeScript, read in ${sandbox.name}`, median(spent.reader), median(spent.here), LIMIT))
    reader.end()
  }
  return figures
}

/** The same work in this process, which is how trusted code could be read. */
const HERE: Reader = {
  reading: () => ({
    async read({ request, bytes, folder, accept }) {
      const read = (file: string): Buffer => readFileSync(join(folder?.path ?? '', file))
      const { json, bytes: answer } = await answerTask(request, Buffer.from(bytes ?? []), read)
      return { ok: true, value: accept(json, answer ?? new Uint8Array(0)) }
    },
  }),
  end: () => {},
}

async function floor(path: string, ids: readonly string[], reader: Reader, sandbox: Sandbox = processSandbox): Promise<void> {
  const exercises = ids.map((id) => ({ id }))
  const submission = await openSubmission(path, { id: 'bench', exercises, sandbox, reader, limits: DEFAULT_LIMITS })
  const answer = await submission.session(ids[0] ?? '').call('benchmarkFloor', [])
  await submission.close()
  if (answer.ok || answer.fault.kind !== 'missing-entry') throw new Error(`${path} did not load: ${JSON.stringify(answer)}`)
}
