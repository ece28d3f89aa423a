export { decode as aeDecode, encode as aeEncode } from './digits.ts'
