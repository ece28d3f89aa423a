/** As sheets name what lies beside a file: `new URL('./data/weights/', import.meta.url)`. */
const PLACE = /new URL\('(\.[^']*)', import\.meta\.url\)/g

/** The files and folders that a file reads, such as trained weights, relative to it. */
export function readPlaces(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].map(([, place]) => place as string)
}
