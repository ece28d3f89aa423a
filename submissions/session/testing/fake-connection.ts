import { type Answer, type CapturedOutput, DEFAULT_LIMITS, type Limits } from '#grading/model/session'
import type { Args } from '#grading/model/value'
import { createCapture } from '../../sandbox/capture.ts'
import { type Connection, connect, type Spent } from '../connect.ts'
import { CALL, RESULT } from '../frame.ts'
import { begins, type FakeChild, fakeChild, numbers, serves } from './fake-child.ts'

export interface Made {
  readonly connection: Connection
  readonly children: readonly FakeChild[]
  readonly spent: Spent
  readonly output: () => CapturedOutput
}

/** A connection to children that do what `does` says, each with its number. */
export function made(does: (child: FakeChild, nth: number) => void, limits: Partial<Limits> = {}, used: Partial<Spent> = {}): Made {
  const children: FakeChild[] = []
  const capture = createCapture()
  const spent: Spent = { ms: 0, answers: { bytes: 0 }, ...used }
  const connection = connect({
    start: async () => {
      const child = fakeChild()
      children.push(child)
      does(child, children.length)
      return child
    },
    limits: { ...DEFAULT_LIMITS, ...limits },
    capture,
    spent,
    files: new Set(['a.ts']),
  })
  return { connection, children, spent, output: capture.output }
}

/** Answers every call with 1. */
export function works(child: FakeChild, ...entries: string[]): void {
  begins(child, entries.length === 0 ? ['f', 'g'] : entries)
  serves(child, (calls) => numbers(...Array(calls).fill(1)))
}

export function goes(child: FakeChild): void {
  child.exits({ code: 3, signal: null })
  child.closesAll()
}

/** Answers some calls of the first frame, after what is to be done before, and no more. */
export async function answersOnly(child: FakeChild, count: number, before: () => void = () => {}): Promise<void> {
  begins(child, ['f', 'bad_one', 'g'])
  for (;;) {
    const { type, nonce } = await child.hears()
    if (type !== CALL) continue
    before()
    if (count > 0) child.says(RESULT, numbers(...Array(count).fill(1)), nonce)
    return
  }
}

export const told = (answer: Answer): unknown => (answer.ok ? answer.value : answer.fault)

export async function ask({ connection }: Made, entry: string, calls = 1): Promise<readonly unknown[]> {
  const argsList: Args[] = Array.from({ length: calls }, () => [])
  return (await connection.session().callMany(entry, argsList)).map(told)
}
