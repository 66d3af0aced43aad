// A schedule under search: what it would leave unmet and which limits it would break, kept up to date change by change.
// Only the stages and years that a change touches are seated again; a change can be taken back.

import type { CompiledPortfolio } from './compile-portfolio.js'
import { heldAt, weighDraws } from './portfolio-problem.js'
import type { PortfolioWeights } from './portfolio-problem.js'
import { createReliefFlow } from './relief-flow.js'
import { chooseDraws, createShortfall } from './shortfall.js'

/** How far beyond its limits a schedule is; all 0 for one that can be carried out. */
export interface Excess {
  money: number
  works: number
  places: number
}

export class SearchState {
  /** Position in `starts` of each project, −1 when it is not started. */
  readonly chosen: Int32Array
  /** Weighted place-years unmet, as far as the search sees them: on the draws it looks at. */
  loss = 0
  cost = 0
  readonly excess: Excess = { money: 0, works: 0, places: 0 }
  private readonly added: Float64Array
  private readonly spend: Float64Array
  private readonly works: Float64Array
  private readonly areaWorks: Float64Array
  private readonly layers: Float64Array
  private readonly totals: Float64Array
  private readonly need: Float64Array
  private readonly lossOf: (layer: number, out: Float64Array, from: number) => void
  private readonly views: number
  private readonly touched: Uint8Array
  private readonly list: number[] = []
  private journal: { project: number; from: number }[] = []
  private saved = { loss: 0, layers: [] as number[], values: new Float64Array(0) }

  constructor(
    private readonly compiled: CompiledPortfolio,
    private readonly weights: PortfolioWeights | undefined,
    mostDraws: number,
  ) {
    const { areas, stages, years, links, projects } = compiled
    this.chosen = new Int32Array(projects.length).fill(-1)
    this.added = new Float64Array(areas * stages * years)
    this.spend = new Float64Array(years)
    this.works = new Float64Array(years)
    this.areaWorks = new Float64Array(areas * years)
    this.need = new Float64Array(areas)
    this.touched = new Uint8Array(stages * years)
    const alone = links.every((list) => list.length === 0) && (weights?.worst ?? 0) === 0
    const draws = alone ? [] : chooseDraws(compiled, mostDraws)
    this.views = alone ? 1 : draws.length
    this.lossOf = alone ? this.expectedLoss() : this.drawnLoss(draws)
    this.layers = new Float64Array(stages * years * this.views)
    this.totals = new Float64Array(this.views)
    for (let cell = 0; cell < compiled.floor.length; cell++) this.excess.places += Math.max(0, -compiled.floor[cell]!)
    projects.forEach((each, p) => {
      if (each.fixed) this.change(p, 0)
    })
    for (let layer = 0; layer < stages * years; layer++) this.touch(layer)
    this.settle()
    this.journal = []
  }

  /** Starts a project at a position of its starts, or with −1 not at all. `settle` makes `loss` follow. */
  change(project: number, to: number): void {
    const from = this.chosen[project]!
    if (from === to) return
    this.journal.push({ project, from })
    this.apply(project, from, to)
  }

  /** Counts the touched stages and years again. */
  settle(): void {
    const { views, list, layers, totals } = this
    this.saved = { loss: this.loss, layers: [...list], values: new Float64Array(list.length * views) }
    list.forEach((layer, i) => {
      const at = layer * views
      for (let d = 0; d < views; d++) {
        this.saved.values[i * views + d] = layers[at + d]!
        totals[d]! -= layers[at + d]!
      }
      this.lossOf(layer, layers, at)
      for (let d = 0; d < views; d++) totals[d]! += layers[at + d]!
      this.touched[layer] = 0
    })
    list.length = 0
    this.loss = views === 1 ? totals[0]! : weighDraws(totals as unknown as number[], this.weights)
  }

  /** Keeps the changes made since the last `keep` or `undo`. */
  keep(): void {
    this.journal = []
  }

  /** Takes them back; `settle` has been called after them. */
  undo(): void {
    const { views, layers, totals, saved } = this
    for (let i = this.journal.length - 1; i >= 0; i--) {
      const { project, from } = this.journal[i]!
      this.apply(project, this.chosen[project]!, from)
    }
    this.journal = []
    for (const layer of this.list) this.touched[layer] = 0
    this.list.length = 0
    saved.layers.forEach((layer, i) => {
      for (let d = 0; d < views; d++) {
        totals[d]! += saved.values[i * views + d]! - layers[layer * views + d]!
        layers[layer * views + d] = saved.values[i * views + d]!
      }
    })
    this.loss = saved.loss
  }

  get feasible(): boolean {
    const { money, works, places } = this.excess
    return money <= 1e-6 * this.moneyScale && works === 0 && places <= 1e-6
  }

  private get moneyScale(): number {
    return Math.max(1, ...(this.compiled.money ?? []))
  }

  private apply(p: number, from: number, to: number): void {
    const { compiled, added } = this
    const { years, floor } = compiled
    const project = compiled.projects[p]!
    const before = from < 0 ? Infinity : project.starts[from]!
    const after = to < 0 ? Infinity : project.starts[to]!
    for (const { row, stage, places } of project.effects) {
      for (let t = Math.max(0, Math.min(before, after)); t < years; t++) {
        const difference = heldAt(places, t - after) - heldAt(places, t - before)
        if (difference === 0) continue
        const cell = row + t
        this.excess.places -= Math.max(0, -(floor[cell]! + added[cell]!))
        added[cell]! += difference
        this.excess.places += Math.max(0, -(floor[cell]! + added[cell]!))
        this.touch(stage * years + t)
      }
    }
    if (from >= 0) this.use(p, before, -1)
    if (to >= 0) this.use(p, after, 1)
    if (compiled.money !== undefined) this.excess.money = this.overspent(compiled.money)
    this.cost += (to < 0 ? 0 : project.cost[to]!) - (from < 0 ? 0 : project.cost[from]!)
    this.chosen[p] = to
  }

  private use(p: number, start: number, sign: 1 | -1): void {
    const { compiled, works, areaWorks, spend } = this
    const project = compiled.projects[p]!
    for (let age = Math.max(0, -start); age < project.spend.length && start + age < compiled.years; age++) spend[start + age]! += sign * project.spend[age]!
    for (let age = Math.max(0, -start); age < project.workYears && start + age < compiled.years; age++) {
      const t = start + age
      const here = project.area * compiled.years + t
      if (compiled.works !== undefined) this.excess.works += Math.max(0, works[t]! + sign - compiled.works[t]!) - Math.max(0, works[t]! - compiled.works[t]!)
      if (compiled.areaWorks !== undefined) this.excess.works += Math.max(0, areaWorks[here]! + sign - compiled.areaWorks) - Math.max(0, areaWorks[here]! - compiled.areaWorks)
      works[t]! += sign
      areaWorks[here]! += sign
    }
  }

  private overspent(money: readonly number[]): number {
    let over = 0
    let left = 0
    for (let t = 0; t < money.length; t++) {
      left = (this.compiled.carryOver ? left : 0) + money[t]! - this.spend[t]!
      if (left < 0) over -= left
    }
    return over
  }

  private touch(layer: number): void {
    if (this.touched[layer] === 1) return
    this.touched[layer] = 1
    this.list.push(layer)
  }

  /** Without neighbours the mean over all draws is a function of the places alone. */
  private expectedLoss(): (layer: number, out: Float64Array, from: number) => void {
    const { areas, stages, years, weight } = this.compiled
    const shortfall = createShortfall(this.compiled)
    return (layer, out, from) => {
      const [stage, year] = [Math.floor(layer / years), layer % years]
      let loss = 0
      for (let a = 0; a < areas; a++) {
        const cell = (a * stages + stage) * years + year
        loss += shortfall(cell, this.added[cell]!)
      }
      out[from] = weight[layer]! * loss
    }
  }

  private drawnLoss(draws: readonly number[]): (layer: number, out: Float64Array, from: number) => void {
    const { areas, stages, years, weight, links, need, draws: all } = this.compiled
    const flows = links.map((list) => createReliefFlow(areas, list))
    return (layer, out, from) => {
      const [stage, year] = [Math.floor(layer / years), layer % years]
      draws.forEach((draw, d) => {
        for (let a = 0; a < areas; a++) {
          const cell = (a * stages + stage) * years + year
          this.need[a] = need[cell * all + draw]! - this.added[cell]!
        }
        out[from + d] = weight[layer]! * flows[stage]!(this.need)
      })
    }
  }
}
