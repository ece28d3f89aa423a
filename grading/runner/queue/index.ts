/** What whoever gives out submissions loads, and only where there is a queue. */
export { openBlobs } from './blobs.ts'
export { openClassQueue } from './class-queue.ts'
export { connect } from './connection.ts'
export { readQueueKey } from './queue-key.ts'
