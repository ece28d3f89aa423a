import { holdToLaws } from '../testing/laws.ts'

holdToLaws('cross-entropy')
