#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { interrupt } from './interrupt.ts'
import { LATE_OPTIMISING } from './late-optimising.ts'

for (const flag of LATE_OPTIMISING) setFlagsFromString(flag)
const { startProgram } = await import('./start-program.ts')
await startProgram(async () => (await import('./program.ts')).buildProgram, interrupt)
