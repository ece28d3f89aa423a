import { holdToLaws } from '../testing/laws.ts'

holdToLaws('backpropagation')
