#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { LATE_OPTIMISING } from '#grading/runner/grader/late-optimising'
import { interrupt } from './interrupt.ts'

for (const flag of LATE_OPTIMISING) setFlagsFromString(flag)
const { startProgram, buildProgram } = await import('./parts.ts')
await startProgram(async () => buildProgram, interrupt)
