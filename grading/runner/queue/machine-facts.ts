import { randomBytes } from 'node:crypto'
import { availableParallelism, cpus, hostname, totalmem } from 'node:os'
import type { GradedOn } from '../../engine/journal.ts'

/** Of this process as a worker. Its name is nobody else's. */
export function machineFacts(): GradedOn {
  const host = hostname()
  return {
    worker: `${host}-${process.pid}-${randomBytes(2).toString('hex')}`,
    host,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
  }
}
