// Numbers as Chinese documents write them, read on request only: nothing is ever guessed from a text without being asked.

import type { Bound } from '../core/fact.js'
import { PlacesError } from '../core/error.js'

export interface ReadNumber {
  readonly value: number
  readonly bound: Bound
}

export interface Figure extends ReadNumber {
  /** The unit as written, such as 个, 所, 元, ㎡ or %; blank when none is. */
  readonly unit: string
  /** Size of the last digit written: 100 for 1.47万, 0.01 for 51.11%, 1 for a full count. */
  readonly precision: number
}

const before: readonly (readonly [RegExp, Bound])[] = [
  [/^(不少于|不低于|不小于|至少|≥)/, 'at-least'],
  [/^(不超过|不高于|不多于|至多|≤)/, 'at-most'],
  [/^(大约|约为|约|近似)/, 'about'],
  [/^(超过|超|逾|多于)/, 'over'],
  [/^(接近|将近|近)/, 'under'],
]

const after: readonly (readonly [RegExp, Bound])[] = [
  [/(以上|及以上)$/, 'at-least'],
  [/(以下|以内|及以下)$/, 'at-most'],
  [/(左右|上下)$/, 'about'],
]

const units = '个百分点|平方米|平方公里|个|人|座|名|所|宗|间|处|对|项|家|门|张|班|年|月|天|元|亩|倍|㎡|m2|%'
const pattern = new RegExp(`^(-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?)([余多])?(万|亿)?([余多])?(${units})?([余多])?$`)

/**
 * Reads a figure as planners write it: 万 and 亿, full-width digits, thousands commas, a percentage, a unit, and how sure it is:
 * 约 about, 超 逾 余 over, 近 under, 不少于 不低于 以上 at least, 不超过 以下 at most, 左右 about, 翻一番 twice.
 *
 * For typing a figure into a `Fact` without losing its bound and its rounding.
 *
 * @returns `value` in single units (万 and 亿 are multiplied out, a percentage stays one), `bound`, `unit` as written, `precision` in the unit of `value`
 * @throws `invalid-input` for a text that is not one figure, or whose words contradict each other
 * @example
 * readFigure('超7000个') // { value: 7000, bound: 'over', unit: '个', precision: 1 }
 * readFigure('1.47万个') // { value: 14700, bound: 'exact', unit: '个', precision: 100 }
 * readFigure('600人以上') // { value: 600, bound: 'at-least', unit: '人', precision: 1 }
 */
export function readFigure(text: string): Figure {
  return read(text, 'readFigure')
}

/**
 * Reads a number as planners write it, with how sure it is; `readFigure` tells its unit and precision too.
 *
 * @throws `invalid-input` for a text that is not one number
 * @example
 * readNumber('约4.68万') // { value: 46800, bound: 'about' }
 * readNumber('900余') // { value: 900, bound: 'over' }
 */
export function readNumber(text: string): ReadNumber {
  const { value, bound } = read(text, 'readNumber')
  return { value, bound }
}

function read(text: string, verb: string): Figure {
  // A blank cell of a sheet comes as nothing, a number as a number: neither is a text to read.
  if (typeof text !== 'string') throw new PlacesError('invalid-input', `${verb}: must be given a text, got ${String(text)}`)
  // Full-width forms lie 0xFEE0 above ASCII; NFKC folds them and leaves 万 and 亿 as they are, and ㎡ becomes m2.
  let rest = text.normalize('NFKC').replace(/\s/g, '')
  // 翻一番 is said of anything near twice: half a step either way.
  if (/^翻了?一番$/.test(rest)) return { value: 2, bound: 'about', unit: '倍', precision: 0.5 }
  const bounds = new Set<Bound>()
  for (const words of [before, after]) {
    const found = words.find(([word]) => word.test(rest))
    if (found === undefined) continue
    bounds.add(found[1])
    rest = rest.replace(found[0], '')
  }
  const match = pattern.exec(rest)
  if (match === null) throw new PlacesError('invalid-input', `${verb}: the text must be one number, got "${text}"`)
  if (match[2] !== undefined || match[4] !== undefined || match[6] !== undefined) bounds.add('over')
  if (bounds.size > 1) throw new PlacesError('invalid-input', `${verb}: the words around the number must agree, got "${text}"`)
  const digits = match[1]!.replaceAll(',', '')
  const scale = match[3] === '万' ? 4 : match[3] === '亿' ? 8 : 0
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0
  // The decimal point is moved in the text: 1.47 × 10000 is 14700.000000000002 in binary.
  return { value: Number(`${digits}e${scale}`), bound: [...bounds][0] ?? 'exact', unit: match[5]?.replace('m2', '㎡') ?? '', precision: Number(`1e${scale - decimals}`) }
}
