import type { Artifact } from '#grading/model/artifact'
import { escaped, type Markup, markup, type View } from '../html/markup.ts'
import { confusionMap } from './confusion-map.ts'
import { embeddingScatter } from './embedding-scatter.ts'
import { gridBitmap, SHOWN_SCALE } from './image-grid.ts'
import { dataUri, encodePng } from './png.ts'
import { trainingCurve } from './training-curve.ts'

/** A measured picture with its caption. */
export function artifactView(artifact: Artifact): View {
  return { title: artifact.title, picture: drawn(artifact) }
}

function drawn(artifact: Artifact): Markup {
  switch (artifact.kind) {
    case 'image-grid': {
      const bitmap = gridBitmap(artifact)
      const names = artifact.rows.map(({ label }) => label).join(', below it ')
      return image(dataUri(encodePng(bitmap)), bitmap.width * SHOWN_SCALE, bitmap.height * SHOWN_SCALE, names, 'picture pixels')
    }
    case 'confusion-matrix':
      return confusionMap(artifact)
    case 'embedding':
      return embeddingScatter(artifact)
    case 'curves':
      return trainingCurve(artifact)
  }
}

/** @param uri - made by `dataUri`. */
export function image(uri: string, width: number, height: number, alt: string, kind: 'picture pixels' | 'picture handed-in'): Markup {
  return markup(`<img class="${kind}" src="${uri}" width="${width}" height="${height}" alt="${escaped(alt)}">`)
}
