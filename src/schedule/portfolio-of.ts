// From a balance to the question of the build programme: its pupils, its places, and the works that could change them.

import { selectLabels } from '../core/cube.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import type { Balance } from '../balance/balance.js'
import { aBalance } from '../core/nouns.js'
import type { Candidate, PortfolioLimits, PortfolioProblem, PortfolioWeights, ReliefLink } from './portfolio-problem.js'

export interface Programme {
  /** Works that are not in the balance yet. A project of the dataset is in its places already and must not come again. */
  readonly candidates: readonly Candidate[]
  readonly relief?: readonly ReliefLink[] | undefined
  readonly limits?: PortfolioLimits | undefined
  readonly weights?: PortfolioWeights | undefined
  /** First and last school year of the plan; the year after the origin and the last of the balance when left out. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Stages to plan for; all of the balance when left out. */
  readonly stages?: readonly string[] | undefined
}

/**
 * The question of a build programme on top of a balance: pupils by stage and draw against the places that come without the candidates.
 *
 * Stages are planned as a whole: places of one grade are taken to serve the others, as classes are formed anew each year.
 *
 * @param balance with one draw or many; pupils and places of its stages are used
 * @throws `unknown-label` for a stage, `invalid-option` for years that the balance does not have
 * Cost: O(cells of the stages).
 */
export function portfolioOf(balance: Balance, programme: Programme): PortfolioProblem {
  requireNoun(balance, aBalance, 'portfolioOf')
  requireObject(programme, 'programme', 'portfolioOf', 2)
  const { candidates, relief, limits, weights } = programme
  const known = balance.stages.pupils.axes.year.labels
  const [from, to] = [programme.from ?? balance.origin + 1, programme.to ?? known.at(-1)!]
  const years = known.filter((year) => year >= from && year <= to)
  if (years[0] !== from || years.at(-1) !== to) throw new PlacesError('invalid-option', `portfolioOf: years must be within ${known[0]}–${known.at(-1)}, got ${from}–${to}`, { where: { option: 'from' } })
  const { pupils, places } = balance.stages
  const stages = programme.stages ?? pupils.axes.stage.labels
  return Object.freeze({
    demand: selectLabels(selectLabels(pupils, 'year', years), 'stage', stages),
    base: selectLabels(selectLabels(places, 'year', years), 'stage', stages),
    candidates,
    ...(relief === undefined ? {} : { relief }),
    ...(limits === undefined ? {} : { limits }),
    ...(weights === undefined ? {} : { weights }),
  })
}
