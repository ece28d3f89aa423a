import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Finding } from '#grading/model/finding'
import { type Answer, type CapturedOutput, DEFAULT_LIMITS, type Limits } from '#grading/model/session'
import { type Args, type Plain, toPlain, toValue, type Value } from '#grading/model/value'
import { readerOf } from '../../reader/reader.ts'
import type { Reading } from '../../reader/task.ts'
import { createCapture } from '../../sandbox/capture.ts'
import { processSandbox } from '../../sandbox/process.ts'
import { connect } from '../../session/connect.ts'
import type { Adapter, Launch, Prepared } from '../adapter.ts'

/** A submission in a real child, for tests. */
export interface Asked {
  readonly remarks: readonly Finding[]
  /** Plain arguments become values as in a check. */
  call(entry: string, ...args: (Plain | Value)[]): Promise<Answer>
  callMany(entry: string, argsList: readonly Args[]): Promise<readonly Answer[]>
  afresh(): Promise<void>
  output(): CapturedOutput
}

export interface AskOptions {
  readonly limits?: Partial<Limits>
  /** Changes how the child is started. */
  readonly launch?: (launch: Launch) => Launch
}

/**
 * Stages files in a folder of their own, prepares them, and hands the running submission to `use`; everything is removed afterwards.
 * The first file is the entry.
 *
 * @throws Error if the adapter refuses the submission.
 */
export async function ask<T>(
  adapter: Adapter,
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (asked: Asked) => Promise<T>,
  options: AskOptions = {},
): Promise<T> {
  return withFolder(files, async (folder, workDir) => {
    const names = Object.keys(files)
    const prepared = await adapter.prepare({ path: folder, files: names }, names[0] as string, workDir, reading())
    if (!prepared.ok) throw new Error(`not prepared: ${JSON.stringify(prepared.fault)}`)
    const launch = options.launch?.(prepared.launch) ?? prepared.launch
    const limits = { ...DEFAULT_LIMITS, startUpMs: 20_000, ...options.limits }
    const capture = createCapture()
    const connection = connect({
      start: () => processSandbox.start(launch, limits),
      limits,
      capture,
      spent: { ms: 0, answers: { bytes: 0 } },
      files: new Set([...names, ...(launch.places ?? [])]),
    })
    const session = connection.session()
    try {
      return await use({
        remarks: prepared.remarks,
        call: (entry, ...args) => session.call(entry, args.map(toValue)),
        callMany: (entry, argsList) => session.callMany(entry, argsList),
        afresh: async () => session.afresh?.(),
        output: capture.output,
      })
    } finally {
      await connection.close()
    }
  })
}

function reading(): Reading {
  return readerOf(processSandbox).reading()
}

/** What the adapter makes of the files; nothing is started. */
export function prepare(adapter: Adapter, files: Readonly<Record<string, string | Uint8Array>>): Promise<Prepared> {
  return withFolder(files, (folder, workDir) => {
    const names = Object.keys(files)
    return adapter.prepare({ path: folder, files: names }, names[0] as string, workDir, reading())
  })
}

/** The answer as plain data, or its fault. */
export function told(answer: Answer): unknown {
  return answer.ok ? toPlain(answer.value) : answer.fault
}

async function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string, workDir: string) => Promise<T>,
): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'assay-test-'))
  const folder = join(root, 'submission')
  const workDir = join(root, 'work')
  try {
    await mkdir(workDir)
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), content)
    }
    return await use(folder, workDir)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
