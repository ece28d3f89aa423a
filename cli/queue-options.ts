import { Option } from 'commander'
import { percent } from '#grading/runner/numbers'

/** @param says - what it is for. */
export const queue = (says: string): Option => new Option('--queue <address>', `${says} (redis://host:port or rediss://…)`)

export const queueKey = (): Option =>
  new Option('--queue-key <file>', 'the secret that assay grade and its workers share; openssl rand -hex 32 > queue.key makes one')

export const blobs = (): Option =>
  new Option('--blobs <where>', 'where submissions and results lie meanwhile: a folder that all machines share, or redis').default('redis')

export const recheck = (): Option =>
  new Option('--recheck <percent>', 'share of the submissions that two workers grade; a difference stops the run')
    .argParser(percent('--recheck'))
    .default(1)
