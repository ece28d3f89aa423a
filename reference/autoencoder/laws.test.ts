import { holdToLaws } from '../../grading/sheet/testing/laws.ts'

holdToLaws('autoencoder')
