// The question as a mixed-integer program. A binary for each project and start year: measured, these leave narrower gaps than binaries
// "started by". Unmet places are what a row of places falls short of (no column for idle ones), precedence is year by year.

import { addCoverRows, addFloorRows, changesByCell } from './cover-rows.js'
import type { CoverView } from './cover-rows.js'
import type { CompiledPortfolio } from './compile-portfolio.js'
import { ProgramWriter } from './linear-program.js'
import type { LimitRow } from './linear-program.js'
import type { PortfolioWeights } from './portfolio-problem.js'

export interface PortfolioModel {
  readonly writer: ProgramWriter
  /** Column of the first start of each project, −1 for a committed one; its other starts follow. */
  readonly startColumn: Int32Array
  readonly limits: readonly LimitRow[]
  /** The three aims as costs of the columns: unmet, yuan, idle places; what they add up to besides is the same for every schedule. */
  readonly aims: readonly [unmet: Float64Array, cost: Float64Array, idle: Float64Array]
}

/** Which futures the model holds and how: see `CoverView`. */
export type ModelDraws = { readonly pieces: number } | 'each'

/** What the committed works bring and use: the same in every schedule. */
export interface Committed {
  readonly added: Float64Array
  readonly spend: Float64Array
  readonly works: Float64Array
  readonly areaWorks: Float64Array
}

/**
 * Writes the program down.
 *
 * @param draws `{ pieces }`: one copy of the places, with so many straight pieces of the mean shortfall of each cell; pupils move to
 *   neighbours before the draw is known. `'each'`: one copy for each draw, exact with relief and with the worst draws, and large
 * Cost: O(projects × starts × years × effects × copies).
 */
export function buildModel(compiled: CompiledPortfolio, draws: ModelDraws, weights: PortfolioWeights | undefined): PortfolioModel {
  const writer = new ProgramWriter()
  const { projects } = compiled
  const startColumn = Int32Array.from(projects, (project) => {
    if (project.fixed || project.starts.length === 0) return -1
    const first = writer.columns
    for (let k = 0; k < project.starts.length; k++) writer.column(0, 1, true)
    return first
  })
  const committed = sumCommitted(compiled)
  const limits: LimitRow[] = []
  addChoiceRows(compiled, writer, startColumn, limits)
  addPrecedenceRows(compiled, writer, startColumn, limits)
  addUseRows(compiled, writer, startColumn, committed, limits)
  const changes = changesByCell(compiled, startColumn)
  addFloorRows(compiled, writer, changes, committed.added, limits)
  const views: CoverView[] = draws === 'each' ? Array.from({ length: compiled.draws }, (_, draw) => ({ draw })) : [draws]
  const covers = views.map((view) => addCoverRows(compiled, writer, changes, committed.added, view))
  const worst = weights?.worst ?? 0
  const lossOf = (v: number): [number, number][] => [
    ...covers[v]!.short.map(({ column, weight }): [number, number] => [column, weight]),
    ...covers[v]!.flows.filter(({ burden }) => burden > 0).map(({ column, weight, burden }): [number, number] => [column, weight * burden]),
  ]
  const tail = worst === 0 ? [] : addTailRows(writer, views.map((_, v) => lossOf(v)), worst, weights?.worstShare ?? 0.1)
  const [unmet, cost, idle] = [new Float64Array(writer.columns), new Float64Array(writer.columns), new Float64Array(writer.columns)]
  projects.forEach((project, p) => {
    if (startColumn[p]! < 0) return
    project.starts.forEach((_, k) => {
      cost[startColumn[p]! + k] = project.cost[k]!
      idle[startColumn[p]! + k] = project.placeYears[k]!
    })
  })
  for (const { short, flows } of covers) {
    for (const { column, share, weight } of short) {
      unmet[column] = (1 - worst) * weight * share
      idle[column] = share
    }
    for (const { column, share, weight, burden } of flows) unmet[column] = (1 - worst) * weight * burden * share
  }
  for (const [column, value] of tail) unmet[column] = value
  return { writer, startColumn, limits, aims: [unmet, cost, idle] }
}

/**
 * The mean of the worst draws as the smallest value of `bar + Σ max(0, loss − bar) ÷ (share × draws)`
 * (Rockafellar and Uryasev 2000, doi 10.21314/JOR.2000.038).
 *
 * @returns the columns it adds, with what they cost
 */
function addTailRows(writer: ProgramWriter, losses: readonly (readonly [number, number])[][], worst: number, share: number): [number, number][] {
  const bar = writer.column(0, Infinity)
  const above = losses.map((loss): [number, number] => {
    const column = writer.column(0, Infinity)
    writer.row([[column, 1], [bar, 1], ...loss.map(([each, value]): [number, number] => [each, -value])], 0, Infinity)
    return [column, worst / (share * losses.length)]
  })
  return [[bar, worst], ...above]
}

function sumCommitted(compiled: CompiledPortfolio): Committed {
  const { areas, stages, years } = compiled
  const sums = { added: new Float64Array(areas * stages * years), spend: new Float64Array(years), works: new Float64Array(years), areaWorks: new Float64Array(areas * years) }
  for (const project of compiled.projects) {
    if (!project.fixed) continue
    const start = project.starts[0]!
    for (let t = Math.max(0, start); t < years; t++) {
      for (const { row, places } of project.effects) sums.added[row + t]! += places.length === 0 ? 0 : places[Math.min(t - start, places.length - 1)]!
      sums.spend[t]! += project.spend[t - start] ?? 0
      if (t - start < project.workYears) {
        sums.works[t]!++
        sums.areaWorks[project.area * years + t]!++
      }
    }
  }
  return sums
}

/** Every project starts at most once, a required one exactly once; of a site at most one. */
function addChoiceRows(compiled: CompiledPortfolio, writer: ProgramWriter, startColumn: Int32Array, limits: LimitRow[]): void {
  const bySite = Array.from({ length: compiled.sites }, (): [number, number][] => [])
  const taken = new Set(compiled.projects.filter(({ fixed, site }) => fixed && site >= 0).map(({ site }) => site))
  compiled.projects.forEach((project, p) => {
    if (project.required && !project.fixed) {
      limits.push({ row: writer.row(startsOfProject(compiled, startColumn, p), 1, 1), limit: 'required', project: p, unit: 1 })
    }
    if (startColumn[p]! < 0) return
    if (project.site >= 0) bySite[project.site]!.push(...startsOfProject(compiled, startColumn, p))
    else if (!project.required && project.starts.length > 1) writer.row(startsOfProject(compiled, startColumn, p), -Infinity, 1)
  })
  bySite.forEach((entries, site) => {
    if (entries.length > 0) limits.push({ row: writer.row(entries, -Infinity, taken.has(site) ? 0 : 1), limit: 'site', site, unit: 1 })
  })
}

function startsOfProject(compiled: CompiledPortfolio, startColumn: Int32Array, p: number, until = Infinity, value = 1): [number, number][] {
  return startColumn[p]! < 0 ? [] : compiled.projects[p]!.starts.flatMap((start, k): [number, number][] => (start <= until ? [[startColumn[p]! + k, value]] : []))
}

/** By each year: whoever has started needs its forerunner to have started so many years before. Stronger than one row for all years. */
function addPrecedenceRows(compiled: CompiledPortfolio, writer: ProgramWriter, startColumn: Int32Array, limits: LimitRow[]): void {
  compiled.projects.forEach((project, q) => {
    for (const { project: p, years } of project.before) {
      const first = compiled.projects[p]!
      if (first.fixed) {
        // A committed forerunner has already narrowed the window; between two committed works nothing is left to choose.
        if (project.fixed && first.starts[0]! + years > project.starts[0]!) limits.push({ row: writer.row([], 1, 1), limit: 'precedence', project: q, unit: 1 })
        continue
      }
      if (project.fixed) {
        limits.push({ row: writer.row(startsOfProject(compiled, startColumn, p, project.starts[0]! - years), 1, 1), limit: 'precedence', project: q, unit: 1 })
        continue
      }
      let length = -1
      for (const start of project.starts.toReversed()) {
        const before = startsOfProject(compiled, startColumn, p, start - years, -1)
        // The latest year with the same forerunners says it for the earlier ones.
        if (before.length === length) continue
        length = before.length
        limits.push({ row: writer.row([...startsOfProject(compiled, startColumn, q, start), ...before], -Infinity, 0), limit: 'precedence', project: q, unit: 1 })
      }
    }
  })
}

/** Money of every year, or of all years up to it, and works at once. Rows that cannot bind are left out. */
function addUseRows(compiled: CompiledPortfolio, writer: ProgramWriter, startColumn: Int32Array, committed: Committed, limits: LimitRow[]): void {
  const { years, areas, money, carryOver, works, areaWorks, projects } = compiled
  const entries = (value: (p: number, age: number, t: number) => number, t: number): [number, number][] =>
    projects.flatMap((project, p) => (startColumn[p]! < 0 ? [] : project.starts.flatMap((start, k): [number, number][] => [[startColumn[p]! + k, value(p, t - start, t)]]))).filter(([, used]) => used !== 0)
  const binds = (row: readonly (readonly [number, number])[], left: number): boolean => row.reduce((sum, [, used]) => sum + Math.max(0, used), 0) > left
  if (money !== undefined) {
    // Numbers near 1 keep the solver's tolerances meaningful, whether the money is given in yuan or in millions.
    const unit = Math.max(1e-9, ...money.map(Math.abs)) / 100
    const running = projects.map(({ spend }) => spend.map((_, age) => spend.slice(0, age + 1).reduce((sum, value) => sum + value, 0)))
    const spentBy = (p: number, age: number): number => (age < 0 ? 0 : (carryOver ? running[p]![Math.min(age, running[p]!.length - 1)] : projects[p]!.spend[age]) ?? 0)
    let left = 0
    for (let t = 0; t < years; t++) {
      left = (carryOver ? left : 0) + money[t]! - committed.spend[t]!
      const row = entries(spentBy, t)
      if (binds(row, left) || left < 0) limits.push({ row: writer.row(row.map(([column, value]) => [column, value / unit]), -Infinity, left / unit), limit: 'money', year: t, unit })
    }
  }
  const busy = (p: number, age: number): number => (age >= 0 && age < projects[p]!.workYears ? 1 : 0)
  for (let t = 0; t < years; t++) {
    if (works !== undefined) {
      const row = entries(busy, t)
      const left = works[t]! - committed.works[t]!
      if (binds(row, left) || left < 0) limits.push({ row: writer.row(row, -Infinity, Math.floor(left)), limit: 'works', year: t, unit: 1 })
    }
    if (areaWorks === undefined) continue
    for (let area = 0; area < areas; area++) {
      const row = entries((p, age) => (projects[p]!.area === area ? busy(p, age) : 0), t)
      const left = areaWorks - committed.areaWorks[area * years + t]!
      if (binds(row, left) || left < 0) limits.push({ row: writer.row(row, -Infinity, Math.floor(left)), limit: 'area-works', year: t, area, unit: 1 })
    }
  }
}
