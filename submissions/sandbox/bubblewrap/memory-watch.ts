import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { kernelNames, kernelText } from '../proc.ts'

/** Between two looks. In this time a program can take about half a GiB more. */
const EVERY_MS = 150
const PAGE_BYTES = 4096
/** A file takes this much of the kernel's memory besides what is in it. */
const FILE_BYTES = 1024
const MOST_FILES = 32_768
/** What a socket may hold for its reader; so few are left out of the account. */
const SOCKET_BYTES = 208 * 1024
const FREE_SOCKETS = 64

/** A folder whose files are memory. */
export interface MemoryFolder {
  readonly path: string
  /** Its size: tells it from what has the same name outside, while the sandbox is being set up. */
  readonly bytes: number
}

/** The processes of one sandbox. */
export interface Watched {
  /** Of the outermost one, outside of the sandbox. */
  readonly pid: number
  /** Of all processes together, with what they keep in files that are memory. */
  readonly mostBytes: number
  /** Where such files lie, as named inside. */
  readonly folders: readonly MemoryFolder[]
  /** Called once. */
  exceeded(): void
}

const watched = new Set<Watched>()
let timer: NodeJS.Timeout | undefined

/**
 * Ends a sandbox whose processes together take more memory than it may: limits of the kernel count each process for itself, and no
 * shared memory. One timer for all of them.
 *
 * @returns ends the watch.
 */
export function watchMemory(sandbox: Watched): () => void {
  watched.add(sandbox)
  if (timer === undefined) {
    timer = setInterval(look, EVERY_MS)
    timer.unref()
  }
  return () => {
    watched.delete(sandbox)
    first.delete(sandbox.pid)
    if (watched.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function look(): void {
  for (const sandbox of watched) {
    if (!isTooMuch(sandbox)) continue
    watched.delete(sandbox)
    sandbox.exceeded()
  }
}

/** What is asked at each look costs a read for each process; only near the limit is it asked who shares what. */
function isTooMuch({ pid, mostBytes, folders }: Watched): boolean {
  const root = rootOf(pid)
  if (root === undefined) return false
  const files = folders.map((folder) => heldIn(root, folder))
  if (sum(files.map(({ count }) => count)) > MOST_FILES) return true
  const besides = sum(files.map(({ bytes }) => bytes)) + socketBytes(root)
  const processes = kernelNames(`${root}/proc`).filter((name) => /^\d+$/.test(name))
  const read = (bytesOf: (folder: string) => number): number => sum(processes.map((inside) => bytesOf(`${root}/proc/${inside}`)))
  if (besides + read(residentBytes) <= mostBytes) return false
  return besides + read(ownBytes) > mostBytes
}

/** First process inside, by the outermost one. */
const first = new Map<number, string>()

/** The sandbox's own files, with its own list of processes; undefined as long as it is being set up. */
function rootOf(pid: number): string | undefined {
  const known = first.get(pid)
  if (known !== undefined) return known
  const child = kernelText(`/proc/${pid}/task/${pid}/children`).split(' ')[0]
  if (child === undefined || child === '') return undefined
  const root = join('/proc', String(child), 'root')
  // In a list of other processes than ours nobody is ourselves.
  if (kernelNames(`${root}/proc`).length === 0 || existsSync(`${root}/proc/self`)) return undefined
  first.set(pid, root)
  return root
}

/** Pages that are mapped by several count for each of them. */
function residentBytes(process: string): number {
  return Number(kernelText(`${process}/statm`).split(' ')[1] ?? 0) * PAGE_BYTES
}

/** Each page counts once, in parts; those of a file in memory that is mapped count there, too. */
function ownBytes(process: string): number {
  const rollup = kernelText(`${process}/smaps_rollup`)
  const proportional = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]
  return proportional === undefined ? residentBytes(process) : Number(proportional) * 1024
}

function heldIn(root: string, { path, bytes: size }: MemoryFolder): { readonly bytes: number; readonly count: number } {
  try {
    const { blocks, bfree, bsize, files, ffree } = statfsSync(`${root}${path}`)
    if (blocks * bsize !== size) return { bytes: 0, count: 0 }
    return { bytes: (blocks - bfree) * bsize + (files - ffree) * FILE_BYTES, count: files - ffree }
  } catch {
    // The process has ended.
    return { bytes: 0, count: 0 }
  }
}

function socketBytes(root: string): number {
  const used = Number(/^sockets: used (\d+)$/m.exec(kernelText(`${root}/proc/1/net/sockstat`))?.[1] ?? 0)
  return Math.max(0, used - FREE_SOCKETS) * SOCKET_BYTES
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
