import { holdToLaws } from '../testing/laws.ts'

holdToLaws('autoencoder')
