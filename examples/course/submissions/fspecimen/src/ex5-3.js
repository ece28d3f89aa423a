const mul = (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((s, x, i) => s + x * B[i][j], 0)))
const t = (A) => A[0].map((_, j) => A.map((row) => row[j]))
const means = (X) => t(X).map((column) => column.reduce((s, x) => s + x, 0) / column.length)
const shift = (X, by, sign) => X.map((row) => row.map((x, j) => x + sign * by[j]))

function orthonormal(rows) {
  const done = []
  for (const row of rows) {
    let v = row
    for (const u of done) {
      const along = u.reduce((s, x, i) => s + x * v[i], 0)
      v = v.map((x, i) => x - along * u[i])
    }
    const length = Math.sqrt(v.reduce((s, x) => s + x * x, 0))
    done.push(v.map((x) => x / length))
  }
  return done
}

export function pca_fit(X, k) {
  const mean = means(X)
  const centred = shift(X, mean, -1)
  const covariance = mul(t(centred), centred).map((row) => row.map((x) => x / (X.length - 1)))
  let basis = orthonormal(Array.from({ length: k }, (_, i) => mean.map((_, j) => Math.cos((i + 1) * (j + 0.5)))))
  for (let step = 0; step < 300; step++) basis = orthonormal(mul(basis, covariance))
  const turned = mul(mul(basis, covariance), t(basis))
  return { mean, components: basis.toReversed(), eigenvalues: turned.map((row, i) => row[i]) }
}

export function pca_reconstruct(X, { mean, components }) {
  return shift(mul(mul(shift(X, mean, -1), t(components)), components), mean, 1)
}

export function linear_autoencoder_fit(X, k, _seed) {
  const { mean, components } = pca_fit(X, k)
  return { W_enc: components, b_enc: mul(components, t([mean])).map(([x]) => -x), W_dec: t(components), b_dec: mean }
}
