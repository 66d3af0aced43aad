// A default taken from a published norm is never applied silently: this is the issue that goes with it.

import { PlacesError, requireObject } from '../core/error.js'
import type { Fact } from '../core/fact.js'
import type { Issue, Where } from '../core/issue.js'
import { withCommas } from '../core/words.js'

/**
 * The issue that says that a published value was used because none was given.
 *
 * For any verb that falls back on a standard: the result must carry this issue.
 *
 * @param fact the published value
 * @param where the place it was used for; its stage, grade, sector and area when left out
 * @returns an issue `default-applied` with value, unit, source and grade of evidence in `amounts`
 * @throws `invalid-option` for a fact without a source (grade U): such a number may be given by a user, never assumed for one
 * Cost: constant.
 * @example
 * appliedDefault(kindergartenSize, { area: 'North' }).assumed // '360 children'
 */
export function appliedDefault(fact: Fact, where?: Where): Issue {
  requireObject(fact, 'fact', 'appliedDefault')
  if (fact.evidence === 'U') {
    throw new PlacesError('invalid-option', `appliedDefault: a default must have a source, got ${fact.id} of grade U`, { where: { fact: fact.id }, hint: 'give the value yourself' })
  }
  const own: Where = {
    ...(fact.area === undefined ? {} : { area: fact.area }),
    ...(fact.stage === undefined ? {} : { stage: fact.stage }),
    ...(fact.grade === undefined ? {} : { grade: fact.grade }),
    ...(fact.sector === undefined ? {} : { sector: fact.sector }),
  }
  return Object.freeze({
    code: 'default-applied',
    severity: 'assumption',
    where: Object.freeze({ ...(where ?? own), fact: fact.id }),
    message: `${fact.measure}: no value is given (${fact.source}, ${fact.date}, evidence ${fact.evidence})`,
    assumed: `${withCommas(fact.value)} ${fact.unit}`,
    amounts: Object.freeze({ value: fact.value, unit: fact.unit, fact: fact.id, source: fact.source, date: fact.date, evidence: fact.evidence }),
  })
}
