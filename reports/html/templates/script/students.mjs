// Search and sorting for the table of students. The page is whole without it; nothing here makes markup out of text.
const table = document.querySelector('table.students')
const body = table.tBodies[0]
const rows = [...body.rows]
const heads = [...table.tHead.rows[0].cells]

const label = document.createElement('label')
const input = document.createElement('input')
const count = document.createElement('span')
label.className = 'search'
label.append('Search', input, count)
input.type = 'search'
count.className = 'of'
count.setAttribute('role', 'status')
table.parentElement.before(label)
input.addEventListener('input', () => {
  const wanted = plain(input.value)
  for (const row of rows) row.hidden = !plain(row.cells[0].textContent).includes(wanted)
  const found = rows.filter((row) => !row.hidden).length
  count.textContent = wanted === '' ? '' : `${found} of ${rows.length}`
})

for (const [column, head] of heads.entries()) {
  const button = document.createElement('button')
  button.type = 'button'
  // Over the text, not around it: browsers leave buttons out where a table goes on, on the next sheet of paper.
  button.setAttribute('aria-label', `Sort by ${head.textContent}`)
  head.append(button)
  button.addEventListener('click', () => {
    const ascending = head.getAttribute('aria-sort') !== 'ascending'
    for (const other of heads) other.removeAttribute('aria-sort')
    head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending')
    const sorted = rows.toSorted((a, b) => compare(cellValue(a.cells[column]), cellValue(b.cells[column])))
    body.append(...(ascending ? sorted : sorted.reverse()))
  })
}

function cellValue(cell) {
  const text = cell.dataset.value ?? cell.textContent
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

function compare(a, b) {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true })
}

/** Lower case, without accents. */
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
