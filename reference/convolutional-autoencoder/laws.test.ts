import { holdToLaws } from '../testing/laws.ts'

holdToLaws('convolutional-autoencoder')
