import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { VARIABLE } from '#grading/model/session'
import type { Value } from '#grading/model/value'
import { ALIVE, CALL, LOAD_ERROR, NO_NONCE, READY, START } from '../../session/frame.ts'
import { BadValue, fromNative, isUnchanged, toNative } from '../../session/native-value.ts'
import { decodeValue } from '../../session/value-codec.ts'
import { readFrame, writeFrame } from './channel.ts'
import { describeError } from './describe-error.ts'
import { type Entry, entryNamed, exportedFunctions, readProperty, variableNamed } from './exported-functions.ts'
import { refuseNetwork } from './refuse-network.ts'
import { createReply, type Reply } from './reply.ts'

// Runs in the child, before and around the submission: `node bootstrap.cjs <program> <staged folder> [<tensors.cjs>]`.

const [program = '', root = '', tensors] = process.argv.slice(2)
const NEVER_SETTLES = Symbol('never settles')

// Taken before a submission is loaded, which may replace them.
const { parse, stringify } = JSON
const { apply } = Reflect
const { then } = Promise.prototype
const resolvePromise = Promise.resolve.bind(Promise)
const kill = process.kill.bind(process, process.pid, 'SIGKILL')
const later = setImmediate

let interrupt: ((reason: unknown) => void) | undefined
let reply: Reply | undefined

// Only reached when nothing is left that could settle what is being awaited.
process.on('beforeExit', () => {
  if (interrupt !== undefined) later(interrupt, NEVER_SETTLES)
})
process.on('uncaughtException', (error) => interrupt?.(error))
process.on('exit', () => reply?.flush())

/** A promise is awaited once; anything else is handed through. */
function settled(returned: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    interrupt = reject
    apply(then, resolvePromise(returned), [resolve, reject])
  })
}

function isThenable(returned: unknown): boolean {
  return typeof readProperty(returned, 'then') === 'function'
}

async function load(): Promise<unknown> {
  if (tensors !== undefined) await (createRequire(tensors)(tensors) as { start(): Promise<void> }).start()
  refuseNetwork(program)
  if (program.endsWith('.cjs')) return createRequire(program)(program)
  try {
    return await settled(import(pathToFileURL(program).href))
  } finally {
    interrupt = undefined
  }
}

async function run(entry: Entry, args: readonly Value[], tensors: boolean, answer: Reply): Promise<void> {
  try {
    const native: unknown[] = []
    for (let i = 0; i < args.length; i++) native[i] = toNative(args[i] as Value, tensors)
    let returned: unknown = apply(entry.run, entry.self, native)
    if (isThenable(returned)) returned = await settled(returned)
    const value = fromNative(returned)
    const mutated: number[] = []
    for (let i = 0; i < args.length; i++) if (!isUnchanged(native[i], args[i] as Value)) mutated[mutated.length] = i
    answer.value(value, mutated)
  } catch (error) {
    if (error instanceof BadValue) answer.bad(error)
    else answer.error(describeError(error, error === NEVER_SETTLES ? 'never-settles' : undefined, root))
  } finally {
    interrupt = undefined
  }
}

/** What a variable that the module exports holds when all of it has been run. */
function variable(module: unknown, name: unknown, answer: Reply): void {
  try {
    const held = variableNamed(module, String(name))
    if (held === undefined) answer.error('{"kind":"missing-entry"}')
    else answer.value(fromNative(held), [])
  } catch (error) {
    if (error instanceof BadValue) answer.bad(error)
    else answer.error(describeError(error, undefined, root))
  }
}

async function serve(module: unknown, entries: Map<string, Entry>, tensors: boolean): Promise<void> {
  for (;;) {
    const frame = readFrame()
    if (frame === undefined || frame.header.type !== CALL) return
    const { fn, calls } = parse(frame.json) as { fn: string; calls: unknown[][] }
    const entry = entryNamed(entries, fn)
    reply = createReply(frame.header.nonce)
    for (let i = 0; i < calls.length; i++) {
      const described = calls[i] as unknown[]
      const args: Value[] = []
      for (let j = 0; j < described.length; j++) args[j] = decodeValue(described[j], frame.bin)
      if (fn === VARIABLE) variable(module, args[0], reply)
      else if (entry === undefined) reply.error('{"kind":"missing-entry"}')
      else await run(entry, args, tensors, reply)
    }
    reply.flush()
    reply = undefined
  }
}

async function main(): Promise<void> {
  writeFrame(ALIVE, NO_NONCE, '{}')
  if (readFrame()?.header.type !== START) {
    kill()
    return
  }
  let module: unknown
  try {
    module = await load()
  } catch (error) {
    const thrown = error === NEVER_SETTLES ? new Error('a promise awaited at the top level never settles') : error
    writeFrame(LOAD_ERROR, NO_NONCE, describeError(thrown, 'load-error', root))
    kill()
    return
  }
  const entries = exportedFunctions(module)
  let names = ''
  entries.forEach((_, name) => {
    names += `${names === '' ? '' : ','}${stringify(name)}`
  })
  writeFrame(READY, NO_NONCE, `{"entries":[${names}],"runtime":"node ${process.versions.node}"}`)
  await serve(module, entries, readProperty(module, 'tensors') === true)
  kill()
}

void main()
