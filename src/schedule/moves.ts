// Changes of a schedule that keep windows, commitments, sites and precedence; money and works at once are looked after by the search.

import type { CompiledPortfolio } from './compile-portfolio.js'
import type { SearchState } from './search-state.js'

/** Whether a project may start at this position of its starts, given what else is chosen: those before it and those after it. */
export function keepsOrder(compiled: CompiledPortfolio, state: SearchState, p: number, position: number): boolean {
  const { projects, followers } = compiled
  const start = projects[p]!.starts[position]!
  for (const { project, years } of projects[p]!.before) {
    const chosen = state.chosen[project]!
    if (chosen < 0 || projects[project]!.starts[chosen]! + years > start) return false
  }
  for (const { project, years } of followers[p]!) {
    const chosen = state.chosen[project]!
    if (chosen >= 0 && projects[project]!.starts[chosen]! < start + years) return false
  }
  return true
}

/** Whether a project may be left out: nobody waits for it, and it does not have to be. */
export function mayDrop(compiled: CompiledPortfolio, state: SearchState, p: number): boolean {
  const project = compiled.projects[p]!
  return !project.fixed && !project.required && compiled.followers[p]!.every(({ project: after }) => state.chosen[after]! < 0)
}

/** The started project on the same site, −1 when there is none. */
export function rivalOf(compiled: CompiledPortfolio, state: SearchState, rivals: readonly (readonly number[])[], p: number): number {
  const { site } = compiled.projects[p]!
  if (site < 0) return -1
  for (const other of rivals[site]!) if (other !== p && state.chosen[other]! >= 0) return other
  return -1
}

/** Projects of each site. */
export function rivalsBySite(compiled: CompiledPortfolio): number[][] {
  const rivals = Array.from({ length: compiled.sites }, (): number[] => [])
  compiled.projects.forEach(({ site }, p) => {
    if (site >= 0) rivals[site]!.push(p)
  })
  return rivals
}

/**
 * Starts a project at a position, taking its rival off the site and starting what must come before it as late as will do.
 *
 * @returns false, with nothing changed, when order or site cannot be kept
 */
export function place(compiled: CompiledPortfolio, state: SearchState, rivals: readonly (readonly number[])[], p: number, position: number): boolean {
  const changes: [project: number, from: number][] = []
  const attempt = (q: number, at: number): boolean => {
    const rival = rivalOf(compiled, state, rivals, q)
    if (rival >= 0) {
      if (!mayDrop(compiled, state, rival)) return false
      changes.push([rival, state.chosen[rival]!])
      state.change(rival, -1)
    }
    const start = compiled.projects[q]!.starts[at]!
    for (const { project, years } of compiled.projects[q]!.before) {
      if (state.chosen[project]! >= 0) continue
      const latest = compiled.projects[project]!.starts.findLastIndex((each) => each + years <= start)
      if (latest < 0 || !attempt(project, latest)) return false
    }
    if (!keepsOrder(compiled, state, q, at)) return false
    changes.push([q, state.chosen[q]!])
    state.change(q, at)
    return true
  }
  if (attempt(p, position)) return true
  for (let i = changes.length - 1; i >= 0; i--) state.change(changes[i]![0], changes[i]![1])
  return false
}
