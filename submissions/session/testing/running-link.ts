import { setImmediate as tick } from 'node:timers/promises'
import type { Fault } from '#grading/model/session'
import type { Child } from '../../sandbox/sandbox.ts'
import type { Claim } from '../answer.ts'
import { ALIVE, READY } from '../frame.ts'
import { type Deadline, type Link, openLink, type Request } from '../link.ts'
import { type FakeChild, fakeChild } from './fake-child.ts'

export const LATE: Fault = { kind: 'time-limit', stage: 'start-up', limitMs: 100 }
export const SLOW: Fault = { kind: 'time-limit', stage: 'call', limitMs: 100, entry: 'f' }

/** Until everything that was written has been read. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 8; i++) await tick()
}

export function open(child: Child): Promise<Link | Fault> {
  return openLink(child, {
    files: new Set(['a.ts']),
    startUp: { ms: 100, fault: LATE },
    outputBytes: 5,
    capture: ({ stdout, stderr }, onExceeded) => {
      let text = ''
      stdout.on('data', (chunk: Buffer) => chunk.length > 5 && onExceeded('stdout'))
      stderr.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      return { stderr: () => text }
    },
  })
}

export async function running(child = fakeChild()): Promise<{ readonly child: FakeChild; readonly link: Link }> {
  const opening = open(child)
  child.says(ALIVE)
  await child.hears()
  child.says(READY, '{"entries":["f","g"]}')
  const link = await opening
  if ('kind' in link) throw new Error(link.kind)
  return { child, link }
}

export function request(calls: number): Request {
  const json = Buffer.from('{"fn":"f"}')
  return { entry: 'f', body: Buffer.concat([json, Uint8Array.of(7)]), jsonBytes: json.length, calls }
}

export interface Asked {
  readonly child: FakeChild
  readonly link: Link
  readonly nonce: Uint8Array
  readonly over: Promise<Fault | undefined>
  readonly claims: Claim[]
}

export async function asked(calls: number, deadline: () => Deadline = () => ({ ms: 100, fault: SLOW })): Promise<Asked> {
  const { child, link } = await running()
  const claims: Claim[] = []
  const over = link.exchange(request(calls), deadline, (some) => claims.push(...some))
  const { nonce } = await child.hears()
  return { child, link, nonce, over, claims }
}
