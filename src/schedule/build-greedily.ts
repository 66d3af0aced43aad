// A first schedule in little time: again and again the start that avoids the most unmet places per yuan, as long as the limits allow.
// Scores are kept from round to round and only the best is counted again before it is taken: what is avoided rarely grows
// when other projects have started (Minoux 1978, doi 10.1007/BFb0006528).

import type { CompiledPortfolio } from './compile-portfolio.js'
import { place, rivalOf, rivalsBySite } from './moves.js'
import type { SearchState } from './search-state.js'

interface Offer {
  readonly project: number
  readonly position: number
  score: number
}

/**
 * Fills a state with projects: first those that are required, then the best per yuan. Every limit is kept if it was kept before.
 *
 * Cost: O(starts of all projects) evaluations, and a few for each project taken.
 */
export function buildGreedily(compiled: CompiledPortfolio, state: SearchState): void {
  const rivals = rivalsBySite(compiled)
  startRequired(compiled, state, rivals)
  const usual = usualSpend(compiled)
  const score = ({ project, position }: Offer): number => {
    const [loss, cost] = [state.loss, state.cost]
    if (state.chosen[project]! >= 0 || rivalOf(compiled, state, rivals, project) >= 0 || !place(compiled, state, rivals, project, position)) return -Infinity
    state.settle()
    const avoided = loss - state.loss
    const kept = state.feasible
    const price = Math.max(usual * 0.01, state.cost - cost)
    state.undo()
    return kept && avoided > 1e-9 ? avoided / price : -Infinity
  }
  const queue: Offer[] = compiled.projects.flatMap((each, project) => (each.fixed ? [] : each.starts.map((_, position) => ({ project, position, score: 0 }))))
  for (const offer of queue) offer.score = score(offer)
  const heap = heapOf(queue.filter((offer) => offer.score > 0))
  for (let top = heap.take(); top !== undefined; top = heap.take()) {
    const now = score(top)
    if (!(now > 0)) continue
    const next = heap.best()
    if (next !== undefined && now < next.score - 1e-12) {
      top.score = now
      heap.put(top)
      continue
    }
    place(compiled, state, rivals, top.project, top.position)
    state.settle()
    state.keep()
  }
}

/** Required projects start where the limits are least exceeded, then where least is left unmet. */
export function startRequired(compiled: CompiledPortfolio, state: SearchState, rivals: readonly (readonly number[])[]): void {
  compiled.projects.forEach((project, p) => {
    if (!project.required || project.fixed || state.chosen[p]! >= 0) return
    let best = -1
    let least = [Infinity, Infinity] as const
    project.starts.forEach((_, position) => {
      if (!place(compiled, state, rivals, p, position)) return
      state.settle()
      const { money, works, places } = state.excess
      const found = [money / Math.max(1, usualSpend(compiled)) + works + places, state.loss] as const
      if (found[0] < least[0] || (found[0] === least[0] && found[1] < least[1])) {
        best = position
        least = found
      }
      state.undo()
    })
    if (best < 0) return
    place(compiled, state, rivals, p, best)
    state.settle()
    state.keep()
  })
}

/** Mean cost of a project: the measure of what is cheap. */
export function usualSpend(compiled: CompiledPortfolio): number {
  const costs = compiled.projects.map((each) => each.spend.reduce((sum, value) => sum + value, 0))
  return costs.reduce((sum, value) => sum + value, 0) / Math.max(1, costs.length)
}

/** A binary heap, highest score first, ties by project and start so that the same problem always gives the same schedule. */
function heapOf(offers: Offer[]): { take(): Offer | undefined; best(): Offer | undefined; put(offer: Offer): void } {
  const before = (a: Offer, b: Offer): boolean => a.score > b.score || (a.score === b.score && (a.project < b.project || (a.project === b.project && a.position < b.position)))
  const heap = offers.sort((a, b) => (before(a, b) ? -1 : 1))
  const swap = (i: number, j: number): void => {
    const each = heap[i]!
    heap[i] = heap[j]!
    heap[j] = each
  }
  return {
    best: () => heap[0],
    put(offer) {
      heap.push(offer)
      for (let i = heap.length - 1; i > 0; ) {
        const above = (i - 1) >> 1
        if (!before(heap[i]!, heap[above]!)) break
        swap(i, above)
        i = above
      }
    },
    take() {
      const top = heap[0]
      const last = heap.pop()
      if (top === undefined || last === undefined || heap.length === 0) return top
      heap[0] = last
      for (let i = 0; ; ) {
        let first = i
        for (const below of [2 * i + 1, 2 * i + 2]) if (below < heap.length && before(heap[below]!, heap[first]!)) first = below
        if (first === i) return top
        swap(i, first)
        i = first
      }
    },
  }
}
