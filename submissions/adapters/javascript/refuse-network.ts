import type * as Dns from 'node:dns'
import { readFileSync } from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import type * as Net from 'node:net'

const SENTENCE = 'there is no network while a submission is checked or graded; submit the files that it needs'
/** Loading what there is to replace takes longer than most programs: only where one of its words is there. */
const ASKS = /['"](?:node:)?(?:net|tls|https?|http2|dns)(?:\/promises)?['"]|\bfetch\b|\bWebSocket\b|\bEventSource\b/
const NEAR = /^(?:localhost|127\..*|::1|0\.0\.0\.0|::|)$/

/**
 * Says in one sentence that there is no network, where programs ask for it: the same sentence with a sandbox around it and without. A
 * program that wants to get round it meets the sandbox.
 *
 * @param program - path of the bundled submission.
 */
export function refuseNetwork(program: string): void {
  if (!ASKS.test(readFileSync(program, 'latin1'))) return
  const require = createRequire(program)
  const { Socket } = require('node:net') as typeof Net
  const dns = require('node:dns') as typeof Dns
  const { connect } = Socket.prototype
  Socket.prototype.connect = function refusing(this: Net.Socket, ...args: unknown[]) {
    if (NEAR.test(hostOf(args))) return Reflect.apply(connect, this, args)
    process.nextTick(() => this.destroy(refusal()))
    return this
  } as typeof connect
  const lookup = dns.lookup as (...args: unknown[]) => void
  const asynchronous = dns.promises.lookup as (...args: unknown[]) => unknown
  const replaced = {
    lookup(host: string, ...rest: unknown[]): void {
      if (NEAR.test(host)) lookup(host, ...rest)
      else process.nextTick(rest.at(-1) as () => void, refusal())
    },
    promised: async (host: string, ...rest: unknown[]): Promise<unknown> => {
      if (NEAR.test(host)) return asynchronous(host, ...rest)
      throw refusal()
    },
  }
  Object.assign(dns, { lookup: replaced.lookup })
  Object.assign(dns.promises, { lookup: replaced.promised })
  syncBuiltinESMExports()
}

/** Of the many forms of `connect`; empty for this machine and for paths. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as unknown[]
  if (typeof first !== 'object' || first === null) return typeof second === 'string' ? second : ''
  const { host, path } = first as { host?: unknown; path?: unknown }
  return typeof host === 'string' && typeof path !== 'string' ? host : ''
}

function refusal(): Error {
  return Object.assign(new Error(SENTENCE), { code: 'ENETUNREACH' })
}
