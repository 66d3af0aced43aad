// The noise of the simulation: perturbs one row of draws in place, as the kernel goes from year to year and grade to grade.
// Every row has a key of its own, from labels, so no area's draws depend on another area or on how many draws are asked for.

import { createRowRoom } from '../numeric/row-loops.js'
import type { LogPlaces } from '../numeric/row-loops.js'
import { placeOf } from '../numeric/row-loops-constants.js'
import { keyOf, keyWithin } from '../numeric/row-sampler.js'
import type { RowKey } from '../numeric/row-sampler.js'
import { wildnessScale, wildnessSquare } from '../numeric/tails.js'
import type { Dispersion } from '../estimate/dispersion.js'
import { birthNoise, unknownBirthYears } from './birth-noise.js'
import { correlatedShocks } from './correlated-shocks.js'
import { housingNoise } from './housing-noise.js'
import type { CohortBench, RowNoise } from './kernel.js'
import { gradeSpreads } from './noise-sources.js'
import type { NoiseSources } from './noise-sources.js'
import { participationNoise } from './participation-noise.js'
import type { ProjectionInput } from './project-pupils.js'
import type { Projection } from './projection.js'
import { RegionRows } from './region-rows.js'
import { areTame } from './tame-counts.js'

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
 * Makes the noise of a simulation: each row is multiplied by exp(x), whose mean is 1, so that sums over grades and areas stay at the point forecast.
 *
 * @param point the point forecast from the same rates: the variance a + b/n of a row has its pupils as n
 * @returns `perturb`, a hook for the kernel, which must go through areas, years and grades in its usual order; it keeps what carries over from year to year
 * Cost of a row: about 2 ns a draw and 0.2 µs; nothing is allocated after an area's first row.
 */
export function createNoise(rates: ProjectionInput, dispersion: Dispersion, point: Projection, draws: number, seed: number, sources: NoiseSources): SimulationNoise {
  const { grades } = rates.ladder
  const { areaYear, regionYear } = dispersion
  const areas = rates.base.axes.area.labels
  const years = rates.horizon
  const count = grades.length
  // `level` is what an error of the rate has become so far, by grade: the error of the estimate and the shocks that stayed. `even` and `odd`
  // are what was the grades' own in the errors of this year and of last year, by grade; the next grade turns part of it round.
  const unknown = sources.births ? unknownBirthYears(rates, dispersion.births) : 0
  const room = createRowRoom(
    draws,
    { shocks: 1, logs: 1, level: count, areaShock: 1, areaLevel: 1, area: 1, even: count, odd: count, wild: 1, wildFuture: 1, region: years, regionShock: 1, regionLevel: 1, births: unknown },
    { counts: count },
  )
  const { stride } = room
  const { shocks, logs, level, areaShock, areaLevel, area: areaRow, wild, wildFuture } = room.rows
  const degrees = sources.tails ? dispersion.degreesOfFreedom : Infinity
  const gradeKeys = grades.map((grade) => keyOf(seed, 'grade', grade.id))
  const regions = new RegionRows(room, dispersion, seed, rates.origin, years, draws, sources)
  const housing = sources.housing ? housingNoise(rates, dispersion.housing, draws, seed) : undefined
  const participation = sources.participation ? participationNoise(rates, dispersion.participation, draws, seed) : undefined
  const correlated =
    dispersion.gradeCorrelation === undefined ? undefined : correlatedShocks(dispersion.gradeCorrelation, grades, draws, (g) => Math.sqrt((grades[g]!.entry ? dispersion.entry : dispersion.progression).cell))
  const births = sources.births ? birthNoise(rates, dispersion.births, room, draws, seed) : undefined
  const key: RowKey = new Uint32Array(4)
  const none: RowKey = new Uint32Array(4)
  const spread = gradeSpreads(grades, dispersion, sources)
  const { even, odd, region: regionRows } = room.rows
  const own = [even, odd]
  const variances = [new Float64Array(count), new Float64Array(count)]
  const placesIn = (year: number): readonly LogPlaces[] =>
    grades.map((_, g) => ({
      shocks: room.addressOf(shocks),
      level: room.addressOf(level, g),
      wild: room.addressOf(wild),
      area: room.addressOf(areaRow),
      region: room.addressOf(regionRows, year),
      before: room.addressOf(own[(year + 1) % 2]!, Math.max(0, g - 1)),
      now: room.addressOf(own[year % 2]!, g),
    }))
  const places = Array.from({ length: years }, (_, year) => placesIn(year))
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
  const isTame = housing === undefined && participation === undefined && rates.added === undefined && areTame(rates, sources.births ? dispersion.births : undefined)
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
    room.multiplyRow(areaRow, draws, wild)
  }

  const { numbers, ratio } = room
  // The row of the bench that still has to be multiplied by the ratio.
  let waiting = -1
  const settle = (): void => {
    if (waiting >= 0) room.scale(waiting, ratio[0]!)
    waiting = -1
    ratio[0] = 1
  }

  const perturb: RowNoise = (row, offset, length, area, grade, year) => {
    if (grade === 0) {
      if (year === 0) openArea(area)
      openYear(year)
    }
    if (housing !== undefined) {
      settle()
      housing.perturb(row, offset, length, grade, year)
    }
    const pupils = point.pupils.values[(area * grades.length + grade) * (years + 1) + year + 1]!
    const { factor, kind, leads, shock, cell, parameter, carried, loading, region, isEntry } = spread[grade]!
    const scale = Math.sqrt((kind.constant + kind.perPupil / Math.max(1, pupils)) * factor * areaFactor * leads[Math.min(year, leads.length - 1)]!)
    const turned = year > 0 && grade > 0 ? spread[grade - 1]!.turned : 0
    // Half the variance of the log is taken off, so that the mean of a step is 1.
    const stayed = parameter ** 2 + year * (carried * cell) ** 2
    const ofArea = (loading * areaScale) ** 2 * (1 + year * areaCarried ** 2)
    const unit = wildSquare * scale ** 2
    const variance = unit * ((shock * cell) ** 2 + stayed)
    variances[year % 2]![grade] = variance
    // A part that turns round was centred whole a year before: what is left of its variance needs less.
    const again = turned > 0 ? turned * (2 - turned) * variances[(year + 1) % 2]![grade - 1]! : 0
    numbers[placeOf.cell] = cell
    numbers[placeOf.shock] = shock
    numbers[placeOf.carried] = carried
    numbers[placeOf.scale] = scale
    // The shocks of an area are wild already.
    numbers[placeOf.area] = loading * scale
    numbers[placeOf.region] = region
    numbers[placeOf.centre] = -(variance + unit * ofArea + region ** 2 * (1 + year * regionCarried ** 2) - again) / 2
    numbers[placeOf.turned] = turned
    const at = places[year]![grade]!
    if (cell > 0) keyWithin(key, shockKey, gradeKeys[grade]!, rates.origin + 1 + year)
    if (cell > 0 && shock > 0 && correlated === undefined) {
      room.moveRow(row, offset, length, key, at, isTame)
      waiting = -1
      ratio[0] = 1
    } else {
      // The same step by step, where something stands between the shocks and the counts.
      settle()
      if (cell > 0) room.sample(shocks, 0, length, key, cell)
      else shocks.fill(0)
      if (cell > 0) correlated?.mix(shocks, grade)
      room.addLogs(logs, length, at)
      room.multiplyByExponential(row, offset, length, logs)
    }
    if (isEntry) births?.perturb(row, offset, length, grade, year)
    participation?.perturb(row, offset, length, grade, year)
    // Here, where the row is still at hand: looking through the result afterwards costs a tenth of the simulation.
    finite &&= isTame || room.areFinite(row, offset, length)
  }
  const bench: CohortBench = {
    rows: room.counts,
    scale: room.scale,
    scaleLater(row, factor) {
      waiting = row
      ratio[0] = factor
    },
  }
  return { perturb, bench, areFinite: () => finite, close: room.close }
}
