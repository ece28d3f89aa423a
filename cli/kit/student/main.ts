#!/usr/bin/env node
import { interrupt } from '../../interrupt.ts'

const { startProgram } = await import('../../start-program.ts')
await startProgram(async () => (await import('./program.ts')).buildStudentProgram, interrupt)
