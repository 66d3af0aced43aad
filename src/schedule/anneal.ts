// Better schedules by simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983, doi 10.1126/science.220.4598.671) over the starts.
// Windows, sites and precedence are always kept; money, works and places below zero cost a penalty that rises while the search stays
// beyond the limits and falls while it stays within (strategic oscillation): the best schedules lie on the limits.

import type { Stream } from '../numeric/random.js'
import { usualSpend } from './build-greedily.js'
import type { CompiledPortfolio } from './compile-portfolio.js'
import { mayDrop, place, rivalsBySite } from './moves.js'
import type { SearchState } from './search-state.js'

/** The best schedule that keeps every limit, as far as a search has come. */
export interface Found {
  readonly chosen: Int32Array
  readonly loss: number
  readonly cost: number
}

export interface AnnealOptions {
  readonly stream: Stream
  /** How much of the search is done, from 0 to 1: by iterations or by a clock. It ends at 1. */
  readonly done: (iterations: number) => number
  /** Heat at the beginning relative to the usual: low where the search begins at a good schedule; 1 when left out. */
  readonly heat?: number | undefined
}

const block = 128

/**
 * Searches from a state on, and stops after every block of changes so that the caller can look at the clock or stop it.
 *
 * Yields the number of changes tried; `best` is called with every better schedule that keeps the limits.
 */
export function* anneal(compiled: CompiledPortfolio, state: SearchState, best: (found: Found) => void, options: AnnealOptions): Generator<number> {
  const { stream } = options
  const free = compiled.projects.flatMap((each, p) => (each.fixed || each.starts.length === 0 ? [] : [p]))
  if (free.length === 0) return
  const rivals = rivalsBySite(compiled)
  const pick = (count: number): number => Math.floor(stream.uniform() * count)
  const usual = Math.max(1, usualSpend(compiled))
  // A project of the usual size avoids about so much: the scale of temperatures and penalties.
  const worth = Math.max(1e-6, firstWorth(state, free.length))
  let penalty = 1
  let record: Found = { chosen: state.chosen.slice(), loss: state.feasible ? state.loss : Infinity, cost: state.cost }
  const energy = (): number => {
    const { money, works, places } = state.excess
    return state.loss + 1e-3 * worth * (state.cost / usual / free.length) + penalty * worth * (2 * (money / usual) + works + places * 0.02)
  }
  let now = energy()
  let beyond = 0
  for (let iterations = 0; ; ) {
    const share = options.done(iterations)
    if (share >= 1) return
    const heat = worth * 0.5 * Math.max(0.002, options.heat ?? 1) * 0.002 ** share
    for (let i = 0; i < block; i++, iterations++) {
      if (!propose(compiled, state, rivals, free, pick)) {
        state.settle()
        state.undo()
        continue
      }
      state.settle()
      const next = energy()
      if (next > now && stream.uniform() >= Math.exp((now - next) / heat)) {
        state.undo()
        continue
      }
      state.keep()
      now = next
      if (!state.feasible) {
        beyond++
        continue
      }
      if (state.loss < record.loss - 1e-9 || (state.loss <= record.loss + 1e-9 && state.cost < record.cost - 1e-9)) {
        record = { chosen: state.chosen.slice(), loss: state.loss, cost: state.cost }
        best(record)
      }
    }
    // Between a quarter and three quarters of the accepted time beyond the limits is where the search crosses them most.
    if (!state.feasible) penalty = Math.min(1e4, penalty * 1.05)
    else penalty = Math.max(0.05, penalty / (beyond === 0 ? 1.05 : 1.02))
    beyond = 0
    now = energy()
    yield iterations
  }
}

function firstWorth(state: SearchState, projects: number): number {
  return (2 * state.loss) / projects
}

/** One random change; false when it would break order or site. */
function propose(compiled: CompiledPortfolio, state: SearchState, rivals: readonly (readonly number[])[], free: readonly number[], pick: (count: number) => number): boolean {
  const p = free[pick(free.length)]!
  const { starts } = compiled.projects[p]!
  const at = state.chosen[p]!
  if (at < 0) {
    if (!place(compiled, state, rivals, p, pick(starts.length))) return false
    // Every other time something makes way for it.
    if (pick(2) === 0) drop(compiled, state, free, pick, p)
    return true
  }
  const kind = pick(4)
  if (kind === 0) {
    if (!mayDrop(compiled, state, p)) return false
    state.change(p, -1)
    return true
  }
  const step = kind === 3 ? pick(starts.length) : at + (pick(2) === 0 ? 1 : -1) * (1 + pick(2))
  if (step < 0 || step >= starts.length || step === at || !place(compiled, state, rivals, p, step)) return false
  // Two works change places in time: the one that moved makes room for another.
  if (pick(3) === 0) {
    const q = free[pick(free.length)]!
    const other = state.chosen[q]!
    const to = other + (step > at ? -1 : 1)
    if (q !== p && other >= 0 && to >= 0 && to < compiled.projects[q]!.starts.length) place(compiled, state, rivals, q, to)
  }
  return true
}

function drop(compiled: CompiledPortfolio, state: SearchState, free: readonly number[], pick: (count: number) => number, except: number): void {
  for (let trial = 0; trial < 8; trial++) {
    const q = free[pick(free.length)]!
    if (q === except || state.chosen[q]! < 0 || !mayDrop(compiled, state, q)) continue
    state.change(q, -1)
    return
  }
}

/**
 * Walks downhill until no single change helps: less unmet, or as much for less money. Every limit stays kept.
 *
 * Cost: O(starts of all projects) evaluations a round.
 */
export function improve(compiled: CompiledPortfolio, state: SearchState, rounds: number): void {
  const rivals = rivalsBySite(compiled)
  for (let round = 0, changed = true; changed && round < rounds; round++) {
    changed = false
    compiled.projects.forEach((project, p) => {
      if (project.fixed) return
      for (let to = -1; to < project.starts.length; to++) {
        if (to === state.chosen[p] || (to < 0 && !mayDrop(compiled, state, p))) continue
        const [loss, cost] = [state.loss, state.cost]
        if (to < 0) state.change(p, -1)
        else if (!place(compiled, state, rivals, p, to)) {
          state.settle()
          state.undo()
          continue
        }
        state.settle()
        const better = state.loss < loss - 1e-9 || (state.loss <= loss + 1e-9 && state.cost < cost - 1e-6)
        if (better && state.feasible) {
          state.keep()
          changed = true
        } else state.undo()
      }
    })
  }
}
