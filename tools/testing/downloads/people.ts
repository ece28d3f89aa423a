/** Invented, with surnames that mean "example" or "sample": no real person is meant. Their names are what makes matching hard. */
export interface Invented {
  readonly id: string
  readonly given: string
  readonly family: string
  readonly email: string
  /** Number of the participant in Moodle, of the user in Canvas, of the submission in Gradescope. */
  readonly number: number
  readonly login: string
}

const person = (number: number, given: string, family: string, login: string): Invented => ({
  id: `00${number}`,
  given,
  family,
  email: `${login}@example.org`,
  number: 4700 + number,
  login,
})

export const PEOPLE = {
  umlaut: person(11, 'Anne-Lise', 'Müller-Beispiel', 'amueller'),
  apostrophe: person(12, 'Pat', "O'Sample", 'posample'),
  rightToLeft: person(13, 'نور', 'مثال', 'nmithal'),
  thorn: person(14, 'Þóra', 'Dæmisdóttir', 'tdaemis'),
  long: person(15, 'Maximiliana-Theodora Bartolomea', 'Musterfrau-Exempelgrundstein', 'mmuster'),
  wide: person(16, '例子', '試験', 'rshiken'),
  diaeresis: person(17, 'Zoë', 'Esimerkki', 'zesimerkki'),
  latin1: person(18, 'Jörg', 'Übungsmann', 'juebung'),
  missing: person(19, 'Ñusta', 'Ejemplo-Prueba', 'nejemplo'),
} as const
/** The last submits nothing. */
export const CLASS: readonly Invented[] = Object.values(PEOPLE)
/** In no class list. */
export const STRANGER = person(99, 'Testi', 'Testinen', 'testi')

export const fullName = ({ given, family }: Invented): string => `${given} ${family}`
/** As Canvas squeezes it. */
export const squeezed = ({ given, family }: Invented): string => `${family}, ${given}`.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '')

/** Exercise 1a, right. */
export const RIGHT = `def gradient_step(v, grad, eta):
    return [x - eta * g for x, g in zip(v, grad)]


def fixed_length_step(v, grad, epsilon):
    norm = sum(g * g for g in grad) ** 0.5
    return [x - epsilon * g / norm if norm > 0 else x for x, g in zip(v, grad)]
`
/** Uphill. */
export const WRONG = RIGHT.replaceAll('x - ', 'x + ')
