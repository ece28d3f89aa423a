#!/usr/bin/env node
import { interrupt } from './interrupt.ts'

const { processIo } = await import('./io.ts')
const { run } = await import('./run.ts')
process.exitCode = await run(process.argv.slice(2), processIo(interrupt))
