import { expect, it } from 'vitest'
import { readPlaces } from './read-places.ts'

it('finds what a file reads beside itself, and nothing else', () => {
  const text = `
    const folder = new URL('./data/weights/', import.meta.url)
    const file = readFileSync(new URL('../mean.json', import.meta.url))
    const page = new URL('https://example.org', import.meta.url)
    const own = import.meta.url`
  expect(readPlaces(text)).toEqual(['./data/weights/', '../mean.json'])
  expect(readPlaces("export const mean = (x) => sum(x) / x.length // new URL('./data/')")).toEqual([])
})
