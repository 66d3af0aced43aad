// A known schedule taken up again in a question that may have changed: as far as it still goes.

import { startRequired } from './build-greedily.js'
import type { CompiledPortfolio } from './compile-portfolio.js'
import { place, rivalOf, rivalsBySite } from './moves.js'
import type { PortfolioWeights, Starts } from './portfolio-problem.js'
import { SearchState } from './search-state.js'

/** The schedule as far as it keeps all limits, with what is required besides. Names that are not candidates are passed over. */
export function takeUp(compiled: CompiledPortfolio, weights: PortfolioWeights | undefined, draws: number, known: Starts): SearchState {
  const rivals = rivalsBySite(compiled)
  // Forerunners come before those that wait for them.
  const order = compiled.projects.map((_, p) => p).sort((a, b) => (known[compiled.projects[a]!.project] ?? Infinity) - (known[compiled.projects[b]!.project] ?? Infinity) || a - b)
  const begin = (requiredFirst: boolean): SearchState => {
    const state = new SearchState(compiled, weights, draws)
    if (requiredFirst) startRequired(compiled, state, rivals)
    for (const p of order) {
      const year = known[compiled.projects[p]!.project]
      const position = year === undefined ? -1 : compiled.projects[p]!.starts.indexOf(year - compiled.firstYear)
      if (position < 0 || state.chosen[p]! >= 0 || rivalOf(compiled, state, rivals, p) >= 0 || !place(compiled, state, rivals, p, position)) continue
      state.settle()
      if (state.withinLimits) state.keep()
      else state.undo()
    }
    startRequired(compiled, state, rivals)
    return state
  }
  const state = begin(false)
  // What has come to be required may need the room that the schedule takes.
  return state.feasible ? state : begin(true)
}
