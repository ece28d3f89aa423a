#!/usr/bin/env node
import { interrupt } from '../../interrupt.ts'

const { processIo } = await import('../../io.ts')
const { runProgram } = await import('../../run-program.ts')
const { buildStudentProgram } = await import('./program.ts')
process.exitCode = await runProgram(buildStudentProgram, process.argv.slice(2), processIo(interrupt))
