import { extname } from 'node:path'

export function isZip(path: string): boolean {
  return extname(path).toLowerCase() === '.zip'
}
