import { CLONE3, NEWEST, type SystemCalls } from './system-calls.ts'

const LOAD = 0x20
const JUMP_EQUAL = 0x15
const JUMP_GREATER_EQUAL = 0x35
const JUMP_ANY_BIT = 0x45
const RETURN = 0x06

const ALLOW = 0x7fff0000
const KILL_PROCESS = 0x80000000
const EPERM = 0x00050000 | 1
const ENOSYS = 0x00050000 | 38

/** Offsets in `struct seccomp_data`. */
const NUMBER = 0
const ARCHITECTURE = 4
const FIRST_ARGUMENT = 16
const SECOND_ARGUMENT = 24

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const NEW_NAMESPACES = 0x7e020000
/** AF_UNIX, AF_INET, AF_INET6: what a program asks for before it notices that there is no network. */
const FAMILIES = [1, 2, 10]
/** TIOCSTI types into a terminal, TIOCLINUX pastes into one. */
const TERMINAL_REQUESTS = [0x5412, 0x541c]
/** SIOC*: interfaces, addresses and routes, asked of any socket. */
const [FIRST_NETWORK_REQUEST, AFTER_NETWORK_REQUESTS] = [0x8900, 0x8a00]

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number]

/**
 * A BPF program for bwrap's `--seccomp`: everything is allowed but the denied calls (EPERM), calls newer than the table and `clone3`
 * (ENOSYS, libc falls back), new namespaces, unusual socket families, typing into terminals and asking sockets for the network's
 * interfaces. Another ABI ends the process.
 *
 * @returns instructions of 8 bytes as the kernel reads them on a little-endian machine.
 */
export function seccompFilter(calls: SystemCalls): Uint8Array {
  const program: Instruction[] = [
    [LOAD, 0, 0, ARCHITECTURE],
    [JUMP_EQUAL, 1, 0, calls.audit],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD, 0, 0, NUMBER],
  ]
  if (calls.foreignFrom !== undefined) program.push([JUMP_GREATER_EQUAL, 0, 1, calls.foreignFrom], [RETURN, 0, 0, KILL_PROCESS])
  program.push([JUMP_GREATER_EQUAL, 0, 1, NEWEST + 1], [RETURN, 0, 0, ENOSYS])
  program.push([JUMP_EQUAL, 0, 1, CLONE3], [RETURN, 0, 0, ENOSYS])
  program.push(...onArgument(calls.clone, FIRST_ARGUMENT, [[JUMP_ANY_BIT, 0, 1, NEW_NAMESPACES], refuse, allow]))
  for (const call of [calls.socket, calls.socketpair]) {
    const known = FAMILIES.flatMap((family): Instruction[] => [[JUMP_EQUAL, 0, 1, family], allow])
    program.push(...onArgument(call, FIRST_ARGUMENT, [...known, refuse]))
  }
  const typing = TERMINAL_REQUESTS.flatMap((request): Instruction[] => [[JUMP_EQUAL, 0, 1, request], refuse])
  const network: Instruction[] = [
    [JUMP_GREATER_EQUAL, 0, 2, FIRST_NETWORK_REQUEST],
    [JUMP_GREATER_EQUAL, 1, 0, AFTER_NETWORK_REQUESTS],
    refuse,
  ]
  program.push(...onArgument(calls.ioctl, SECOND_ARGUMENT, [...typing, ...network, allow]))
  for (const call of calls.denied) program.push([JUMP_EQUAL, 0, 1, call], refuse)
  program.push(allow)
  return encoded(program)
}

const allow: Instruction = [RETURN, 0, 0, ALLOW]
const refuse: Instruction = [RETURN, 0, 0, EPERM]

/** Every way through `rules` returns: the number is not in the accumulator any more. */
function onArgument(call: number, argument: number, rules: readonly Instruction[]): Instruction[] {
  return [[JUMP_EQUAL, 0, rules.length + 1, call], [LOAD, 0, 0, argument], ...rules]
}

function encoded(program: readonly Instruction[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(program.length * 8))
  program.forEach(([code, ifTrue, ifFalse, value], i) => {
    view.setUint16(i * 8, code, true)
    view.setUint8(i * 8 + 2, ifTrue)
    view.setUint8(i * 8 + 3, ifFalse)
    view.setUint32(i * 8 + 4, value, true)
  })
  return new Uint8Array(view.buffer)
}
