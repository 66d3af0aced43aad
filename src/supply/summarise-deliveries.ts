// Places by area, stage and year from many projects and many draws of their delays, without keeping the draws: one group of projects at a time is
// drawn, added up and let go, so that the memory does not grow with the number of projects.

import { createAxis, yearsFrom } from '../core/axis.js'
import { createCube, requireRoom } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { requireInteger, requireList, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { createSortRoom, sortDraws } from '../core/sort-draws.js'
import type { Statistic } from '../core/row-summary.js'
import { fault, refuse } from './check-delivery.js'
import { addDraws, addExpected, cumulateYears } from './delivery-places.js'
import { createDelivery } from './delivery.js'
import { optionsInForce } from './delivery-project.js'
import type { DeliveryProject } from './delivery-project.js'
import { contradictions, createYearDrawer } from './draw-openings.js'
import type { DrawOpeningsOptions } from './draw-openings.js'

type ByYear = readonly ['area', 'stage', 'year']

/** Places that an area should have from these projects by a school year. */
export interface DeliveryTarget {
  readonly area: string
  readonly stage: string
  readonly year: number
  readonly places: number
}

export interface SummariseDeliveriesOptions<S extends Readonly<Record<string, Statistic>>> extends DrawOpeningsOptions {
  /** First and last school year told. */
  readonly from: number
  readonly to: number
  /** What is taken over the draws, by name: `{ p10: quantile(0.1), p50: median() }`. */
  readonly statistics: S
  readonly targets?: readonly DeliveryTarget[] | undefined
  /** Another area to tell a project under, such as its district; its own when left out. */
  readonly areaOf?: ((project: DeliveryProject) => string) | undefined
}

export interface DeliverySummaries<S> {
  /** Places that can be expected, exactly. */
  readonly expected: Cube<ByYear>
  /** Statistics of the draws of places; of sums within draws, never sums of statistics. */
  readonly drawn: { readonly [K in keyof S]: Cube<ByYear> }
  /** The share of draws in which a target is met. */
  readonly targets: readonly (DeliveryTarget & { readonly chance: number })[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Expected and drawn places by area, stage and school year of many projects.
 *
 * Places of all rows count as they come to their area and stage: a take-back brings what it takes over, a `closure` takes its places away. The openings
 * are those of `drawOpenings` with the same seed, bit for bit.
 *
 * @param projects with `area`, `stage` and `places`
 * @returns cubes [area, stage, year] of places in use since `from`'s start of what opens by then, areas and stages in order of appearance
 * @throws `invalid-input` with every fault of projects, targets and options; `invalid-option` for draws or years; `too-large` for too many cells
 * Cost: O(projects × (draws + years) + groups × years × draws); memory of one area and stage: years × draws numbers, however many projects.
 * @example
 * const plan = [{ project: 'school', area: 'North', stage: 'primary', places: 900, opens: 2023, fills: [0.5, 1] }]
 * const { expected } = summariseDeliveries(plan, { asOf: '2022-06-30', from: 2022, to: 2025, draws: 10, seed: 1, statistics: { p50: quantile(0.5) } })
 * expected.values // [0, 450, 900, 900]
 */
export function summariseDeliveries<S extends Readonly<Record<string, Statistic>>>(projects: readonly DeliveryProject[], options: SummariseDeliveriesOptions<S>): DeliverySummaries<S> {
  const verb = 'summariseDeliveries'
  requireList(projects, 'projects', verb)
  requireObject(options, 'options', verb, 2)
  const draws = requireInteger(options.draws, 1, 'draws', verb)
  const seed = requireInteger(options.seed, 0, 'seed', verb)
  const from = requireInteger(options.from, 1900, 'from', verb)
  const years = requireInteger(options.to, from, 'to', verb) - from + 1
  const areaOf = options.areaOf ?? ((project: DeliveryProject): string => project.area!)
  refuse([...contradictions(projects), ...missing(projects, options.areaOf !== undefined)], verb)
  const delivery = createDelivery(projects, options, verb)
  const drawYears = createYearDrawer(projects, delivery, options)

  const groups = new Map<string, number[]>()
  projects.forEach((project, i) => {
    const key = JSON.stringify([areaOf(project), project.stage])
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [i])
    else members.push(i)
  })
  const axes = { area: createAxis([...new Set(projects.map(areaOf))]), stage: createAxis([...new Set(projects.map((each) => each.stage!))]), year: createAxis(yearsFrom(from, options.to)) }
  const targets = options.targets ?? []
  refuse(targetFaults(targets, groups, from, options.to), verb)
  const cells = axes.area.labels.length * axes.stage.labels.length * years
  requireRoom(cells * (1 + Object.keys(options.statistics).length) + (years + 1) * draws, 2e8, verb)
  const expected = new Float64Array(cells)
  const names = Object.keys(options.statistics) as (keyof S)[]
  const drawn = names.map(() => new Float64Array(cells))
  const met = targets.map(() => 0)
  const places = new Float64Array(years * draws)
  const opened = new Int16Array(draws)
  const room = createSortRoom(draws)
  let cell = 0
  for (const area of axes.area.labels) {
    for (const stage of axes.stage.labels) {
      const members = groups.get(JSON.stringify([area, stage])) ?? []
      places.fill(0)
      for (const i of members) {
        drawYears(i, opened, 0)
        addDraws(places, projects[i]!, opened, from, years)
        addExpected(expected, cell, projects[i]!, delivery.outlookOf(i), delivery.certaintyOf(i), from, years)
      }
      cumulateYears(places, years, draws)
      targets.forEach((target, k) => {
        if (target.area !== area || target.stage !== stage) return
        const row = places.subarray((target.year - from) * draws, (target.year - from + 1) * draws)
        met[k] = row.reduce((sum, value) => sum + Number(value >= target.places - 1e-6), 0) / draws
      })
      for (let year = 0; year < years; year++, cell++) {
        const row = places.subarray(year * draws, (year + 1) * draws)
        if (draws > 1) sortDraws(row, room)
        names.forEach((name, s) => (drawn[s]![cell] = options.statistics[name]!(row)))
      }
    }
  }
  const cube = (values: Float64Array, statistic?: Statistic): Cube<ByYear> => createCube(['area', 'stage', 'year'], axes, statistic?.unit ?? 'places', values)
  return Object.freeze({
    expected: cube(expected),
    drawn: Object.freeze(Object.fromEntries(names.map((name, s) => [name, cube(drawn[s]!, options.statistics[name])]))) as { readonly [K in keyof S]: Cube<ByYear> },
    targets: Object.freeze(targets.map((target, k) => Object.freeze({ ...target, chance: met[k]! }))),
    issues: Object.freeze(delivery.issues),
    provenance: stamp(verb, { draws, seed, options: { ...optionsInForce(options), from, to: options.to } }),
  })
}

function missing(projects: readonly DeliveryProject[], areaGiven: boolean): Issue[] {
  const columns = areaGiven ? (['stage', 'places'] as const) : (['area', 'stage', 'places'] as const)
  return projects.flatMap((each, i) =>
    columns.filter((column) => each[column] === undefined).map((column) => fault('missing-value', { table: 'projects', row: i + 1, column, project: each.project }, 'a value is needed, got nothing')),
  )
}

function targetFaults(targets: readonly DeliveryTarget[], groups: ReadonlyMap<string, unknown>, from: number, to: number): Issue[] {
  return targets.flatMap((target, i): Issue[] => {
    const where = { option: 'targets', row: i + 1, area: target.area, stage: target.stage, year: target.year }
    const known = groups.has(JSON.stringify([target.area, target.stage])) ? [] : [fault('unknown-area', where, 'no project has this area and stage')]
    return Number.isInteger(target.year) && target.year >= from && target.year <= to && Number.isFinite(target.places) ? known : [...known, fault('not-allowed', where, `the year must be from ${from} to ${to} and the places finite, got ${target.year} and ${target.places}`)]
  })
}
