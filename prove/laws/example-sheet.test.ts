import { join } from 'node:path'
import { holdToLaws } from './index.ts'

await holdToLaws(join(import.meta.dirname, '../../examples/sheet'))
