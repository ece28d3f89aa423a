import { holdToLaws } from '../testing/laws.ts'

holdToLaws('gradient-descent')
