import { holdToLaws } from '../../grading/sheet/testing/laws.ts'

holdToLaws('cross-entropy')
