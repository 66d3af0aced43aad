// The noise of the simulation: perturbs one row of draws in place, as the kernel goes from year to year and grade to grade.
// Every row has a key of its own, from labels, so no area's draws depend on another area or on how many draws are asked for.

import { createRowRoom } from '../numeric/row-loops.js'
import type { RowRoom } from '../numeric/row-loops.js'
import { keyOf, keyWithin } from '../numeric/row-sampler.js'
import type { RowKey } from '../numeric/row-sampler.js'
import { wildnessScale, wildnessSquare } from '../numeric/tails.js'
import type { Dispersion } from '../estimate/dispersion.js'
import { birthNoise } from './birth-noise.js'
import { correlatedShocks } from './correlated-shocks.js'
import { housingNoise } from './housing-noise.js'
import type { CohortBench, RowNoise } from './kernel.js'
import { participationNoise } from './participation-noise.js'
import type { ProjectionInput } from './project-pupils.js'
import type { Projection } from './projection.js'

/** Where uncertainty comes from. */
export interface NoiseSources {
  /** Rates are estimated with error: the same error in every year ahead. */
  readonly parameter: boolean
  /** Shock of one grade in one area and year, of variance a + b/n. */
  readonly shock: boolean
  /** Shock that all grades of an area share in a year. */
  readonly areas: boolean
  /** Shock that all areas of a region share in a year. */
  readonly years: boolean
  /** Part of each shock that stays in all later years. */
  readonly drift: boolean
  /** Heavy tails instead of normal ones. */
  readonly tails: boolean
  /** Births of years that are not known yet. */
  readonly births: boolean
  /** New dwellings: when and whether they are completed, and how many pupils live in them. */
  readonly housing: boolean
  /** Participation that rates rest on where no pupils were counted. */
  readonly participation: boolean
}

export interface SimulationNoise {
  readonly perturb: RowNoise
  /** Rows for the kernel to work on, which need not be copied to be perturbed. */
  readonly bench: CohortBench
  /** Whether all rows perturbed so far hold numbers with an end only. */
  areFinite(): boolean
  /** Gives its memory to the next simulation; after that it must not be used. */
  close(): void
}

/**
 * Makes the noise of a simulation. Each row is multiplied by exp(x), x having median 0, so the middle of the draws of one step is the point forecast.
 *
 * @param point the point forecast from the same rates: the variance a + b/n of a row has its pupils as n
 * @returns `perturb`, a hook for the kernel, which must go through areas, years and grades in its usual order; it keeps what carries over from year to year
 * Cost of a row: about 3 ns a draw; nothing is allocated after an area's first row.
 */
export function createNoise(rates: ProjectionInput, dispersion: Dispersion, point: Projection, draws: number, seed: number, sources: NoiseSources): SimulationNoise {
  const { grades } = rates.ladder
  const { areaYear, regionYear } = dispersion
  const areas = rates.base.axes.area.labels
  const years = rates.horizon
  const count = grades.length
  // `level` is what an error of the rate has become so far, by grade: the error of the estimate and the shocks that stayed. `even` and `odd`
  // are what was the grades' own in the errors of this year and of last year, by grade; the next grade turns part of it round.
  const room = createRowRoom(draws, { shocks: 1, logs: 1, level: count, areaShock: 1, areaLevel: 1, area: 1, even: count, odd: count, wild: 1, wildFuture: 1, region: years, regionShock: 1, regionLevel: 1 }, { counts: count })
  const { stride } = room
  const { shocks, logs, level, areaShock, areaLevel, area: areaRow, wild, wildFuture } = room.rows
  const degrees = sources.tails ? dispersion.degreesOfFreedom : Infinity
  const gradeKeys = grades.map((grade) => keyOf(seed, 'grade', grade.id))
  const regions = new RegionRows(room, dispersion, seed, rates.origin, years, draws, sources)
  const housing = sources.housing ? housingNoise(rates, dispersion.housing, draws, seed) : undefined
  const participation = sources.participation ? participationNoise(rates, dispersion.participation, draws, seed) : undefined
  const correlated =
    dispersion.gradeCorrelation === undefined ? undefined : correlatedShocks(dispersion.gradeCorrelation, grades, draws, (g) => Math.sqrt((grades[g]!.entry ? dispersion.entry : dispersion.progression).cell))
  const births = sources.births ? birthNoise(rates, dispersion.births, draws, seed) : undefined
  const key: RowKey = new Uint32Array(4)
  const none: RowKey = new Uint32Array(4)
  const spread = grades.map((grade, g) => {
    const kind = grade.entry ? dispersion.entry : dispersion.progression
    return {
      factor: dispersion.gradeFactors[grade.id] ?? 1,
      kind,
      leads: dispersion.leadFactors?.[grade.entry ? 'entry' : 'progression'] ?? [1],
      shock: sources.shock ? 1 : 0,
      cell: sources.shock || sources.drift ? Math.sqrt(kind.cell) : 0,
      parameter: sources.parameter ? Math.sqrt(kind.parameter) : 0,
      carried: sources.drift ? kind.carried : 0,
      // Who moves on is in the next grade a year later, unless entrants take their places.
      turned: grades[g + 1]?.entry === false ? dispersion.rebound[grade.entry ? 'entry' : 'progression'] : 0,
      loading: sources.areas ? (grade.entry ? areaYear.entryLoading : 1) : 0,
      region: sources.years ? Math.sqrt(grade.entry ? regionYear.entry : regionYear.progression) : 0,
    }
  })
  const parts = [room.rows.even, room.rows.odd].map((row) => ({ variance: new Float64Array(count), rows: grades.map((_, g) => ({ ...room.rows, logs: row.subarray(g * stride, (g + 1) * stride) })) }))
  const areaScale = sources.areas ? Math.sqrt(areaYear.share) : 0
  const areaCarried = sources.drift ? areaYear.carried : 0
  const regionCarried = sources.drift ? regionYear.carried : 0
  // Calm and wild years: all that happens to an area in a year is as wild as that year, so that sums over grades keep the tails. Part of
  // the wildness is that of the area's whole future, so that sums over years keep some.
  wild.fill(1)
  const wildScale = wildnessScale(degrees)
  const wildSquare = sources.tails ? wildnessSquare(degrees) : 1
  const wildCarried = dispersion.wildCarried ?? 1
  let shockKey = none
  let areaKey = none
  let wildKey = none
  let areaFactor = 1
  let finite = true

  const openArea = (area: number): void => {
    const label = areas[area]!
    shockKey = keyOf(seed, 'noise', label)
    areaKey = keyOf(seed, 'areas', label)
    areaFactor = dispersion.areaFactors[label] ?? 1
    regions.open(dispersion.regions[label] ?? '')
    births?.openArea(label, area)
    housing?.openArea(label)
    participation?.openArea(label)
    areaLevel.fill(0)
    wildKey = keyOf(seed, 'tails', label)
    if (sources.tails) room.sample(wildFuture, 0, draws, wildKey, Math.sqrt(wildCarried))
    const parameterKey = keyOf(seed, 'parameter', label)
    grades.forEach((_, g) => {
      if (spread[g]!.parameter > 0) room.sample(level, g * stride, draws, keyWithin(key, parameterKey, gradeKeys[g]!, 0), spread[g]!.parameter)
      else level.fill(0, g * stride, (g + 1) * stride)
    })
  }

  const openYear = (year: number): void => {
    if (sources.tails) {
      room.sample(wild, 0, draws, keyWithin(key, wildKey, none, rates.origin + 1 + year), Math.sqrt(1 - wildCarried))
      room.makeWild(wild, draws, wildFuture, wildScale)
    }
    if (areaScale === 0) return
    room.sample(areaShock, 0, draws, keyWithin(key, areaKey, none, rates.origin + 1 + year), areaScale)
    room.carry(areaRow, 0, draws, areaShock, areaLevel, areaCarried)
  }

  const perturb: RowNoise = (row, offset, length, area, grade, year) => {
    if (grade === 0) {
      if (year === 0) openArea(area)
      openYear(year)
    }
    housing?.perturb(row, offset, length, grade, year)
    const pupils = point.pupils.values[(area * grades.length + grade) * (years + 1) + year + 1]!
    const { factor, kind, leads, shock, cell, parameter, carried, loading, region } = spread[grade]!
    const scale = Math.sqrt((kind.constant + kind.perPupil / Math.max(1, pupils)) * factor * areaFactor * leads[Math.min(year, leads.length - 1)]!)
    const [now, before] = [parts[year % 2]!, parts[(year + 1) % 2]!]
    const isEntry = grades[grade]!.entry
    const turned = year > 0 && grade > 0 ? spread[grade - 1]!.turned : 0
    const turnsLater = year + 1 < years && spread[grade]!.turned > 0
    // Half the variance of the log is taken off, so that the mean of a step is 1 and sums over grades and areas stay at the forecast.
    const stayed = parameter ** 2 + year * (carried * cell) ** 2
    const ofArea = (loading * areaScale) ** 2 * (1 + year * areaCarried ** 2)
    const unit = wildSquare * scale ** 2
    const own = unit * ((shock * cell) ** 2 + stayed)
    now.variance[grade] = own
    // A part that turns round was centred whole a year before: what is left of its variance needs less.
    const again = turned * (2 - turned) * (turned > 0 ? before.variance[grade - 1]! : 0)
    const centre = -((own + unit * ofArea + region ** 2 * (1 + year * regionCarried ** 2) - again) / 2)
    const factors = { shock, carried, loading, scale, region, centre }
    if (cell > 0) keyWithin(key, shockKey, gradeKeys[grade]!, rates.origin + 1 + year)
    if (cell > 0 && turned === 0 && !turnsLater && correlated === undefined) room.moveRow(row, offset, length, key, cell, room.rows, grade * stride, year * stride, factors)
    else {
      // The same step by step, where something stands between the shocks and the counts.
      if (cell > 0) room.sample(shocks, 0, length, key, cell)
      else shocks.fill(0)
      if (cell > 0) correlated?.mix(shocks, grade)
      if (turnsLater) room.addLogs(now.rows[grade]!, length, grade * stride, year * stride, { ...factors, carried: 0, loading: 0, region: 0, centre: 0 })
      room.addLogs(room.rows, length, grade * stride, year * stride, factors)
      if (turned > 0) room.takePart(logs, length, before.rows[grade - 1]!.logs, 0, turned)
      room.multiplyByExponential(row, offset, length, logs)
    }
    if (isEntry) births?.perturb(row, offset, length, grade, year)
    participation?.perturb(row, offset, length, grade, year)
    // Here, where the row is still at hand: looking through the result afterwards costs a tenth of the simulation.
    finite &&= room.areFinite(row, offset, length)
  }
  return { perturb, bench: { rows: room.counts, scale: room.scale }, areFinite: () => finite, close: room.close }
}

/** The shocks that a region's areas share [year, draw], in units of their standard deviation; kept until another region is asked for. */
class RegionRows {
  private region: string | undefined
  constructor(
    private readonly room: RowRoom<'region' | 'regionShock' | 'regionLevel'>,
    private readonly dispersion: Dispersion,
    private readonly seed: number,
    private readonly origin: number,
    private readonly years: number,
    private readonly draws: number,
    private readonly sources: NoiseSources,
  ) {}

  open(region: string): void {
    if (region === this.region || !this.sources.years) return
    this.region = region
    const { draws, room } = this
    const { region: rows, regionShock: shock, regionLevel: level } = room.rows
    const carried = this.sources.drift ? this.dispersion.regionYear.carried : 0
    level.fill(0)
    for (let year = 0; year < this.years; year++) {
      room.sample(shock, 0, draws, keyOf(this.seed, 'years', region, this.origin + 1 + year), 1)
      room.carry(rows, year * room.stride, draws, shock, level, carried)
    }
  }
}
