#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { interrupt } from './interrupt.ts'
import { LATE_OPTIMISING } from './late-optimising.ts'

for (const flag of LATE_OPTIMISING) setFlagsFromString(flag)
const { startProgram, buildProgram } = await import('./parts.ts')
await startProgram(async () => buildProgram, interrupt)
