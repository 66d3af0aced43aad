// Numbers as Chinese documents write them, read on request only: nothing is ever guessed from a text without being asked.

import type { Bound } from '../core/fact.js'
import { PlacesError } from '../core/error.js'

export interface ReadNumber {
  readonly value: number
  readonly bound: Bound
}

const boundWords: readonly (readonly [RegExp, Bound])[] = [
  [/^(不少于|不低于|至少|≥)/, 'at-least'],
  [/^(不超过|不高于|至多|≤)/, 'at-most'],
  [/^(约|大约|近似)/, 'about'],
  [/^(超过|超|逾)/, 'over'],
  [/^(近|将近)/, 'under'],
]

/**
 * Reads a number as planners write it: 万 and 亿, full-width digits, thousands commas, a bound in front (约, 超, 不少于) or behind (余).
 *
 * @throws `invalid-input` for a text that is not one number
 * @example
 * readNumber('约4.68万') // { value: 46800, bound: 'about' }
 * readNumber('900余') // { value: 900, bound: 'over' }
 */
export function readNumber(text: string): ReadNumber {
  // Full-width forms lie 0xFEE0 above ASCII; NFKC folds them and leaves 万 and 亿 as they are.
  let rest = text.normalize('NFKC').replace(/\s/g, '')
  let bound: Bound = 'exact'
  for (const [pattern, meaning] of boundWords) {
    if (pattern.test(rest)) {
      bound = meaning
      rest = rest.replace(pattern, '')
      break
    }
  }
  const match = /^(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(余)?(万|亿)?(余)?(个|人|座|名|所)?(余)?$/.exec(rest)
  if (match === null) throw new PlacesError('invalid-input', `readNumber: the text must be one number, got "${text}"`)
  const scale = match[3] === '万' ? 4 : match[3] === '亿' ? 8 : 0
  if (match[2] !== undefined || match[4] !== undefined || match[6] !== undefined) bound = 'over'
  // The decimal point is moved in the text: 1.47 × 10000 is 14700.000000000002 in binary.
  return { value: Number(`${match[1]!.replaceAll(',', '')}e${scale}`), bound }
}
