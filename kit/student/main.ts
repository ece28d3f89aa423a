#!/usr/bin/env node
import { interrupt } from '#cli/interrupt'

const { startProgram } = await import('#cli/start-program')
await startProgram(async () => (await import('./program.ts')).buildStudentProgram, interrupt)
