// Many futures: the kernel of the point forecast with many draws and noise, so the two can never drift apart.

import { createAxis, drawAxis, yearsFrom } from '../core/axis.js'
import { createCube, maxCellsDefault, requireFinite, requireRoom, strideOf } from '../core/cube.js'
import type { Values } from '../core/cube.js'
import { PlacesError, requireInteger, requireNoun, requireObject } from '../core/error.js'
import { aDispersion, someRates } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Dispersion } from '../estimate/dispersion.js'
import { assumedSpreads } from './assumed-spreads.js'
import { checkDispersion } from './check-dispersion.js'
import { projectCohorts } from './kernel.js'
import { createNoise } from './noise.js'
import type { NoiseSources } from './noise-sources.js'
import { projectPupils, stridedOf } from './project-pupils.js'
import type { ProjectionInput } from './project-pupils.js'
import type { Projection } from './projection.js'
import { unusualYears } from './unusual-years.js'

export interface SimulateOptions {
  /** Futures to draw. The first 100 of 1,000 are the 100 of a run with 100. */
  readonly draws: number
  /** A whole number from 0; the same seed gives the same bits. */
  readonly seed: number
  /** Sources of uncertainty that are switched off or on; all are on when left out. */
  readonly sources?: Partial<NoiseSources> | undefined
  /** Years after the origin, at most those of the rates, which is also the default. */
  readonly horizon?: number | undefined
  /** Cells that the result may hold; 5e7 when left out, which is 400 MB. */
  readonly maxCells?: number | undefined
  /**
   * Memory to write the pupils into, when it is long enough, instead of new memory: for runs one after the other, each used up before the next
   * begins, because fetching new memory takes as long as simulating. The pupils of the result are then its beginning.
   */
  readonly into?: Float64Array<ArrayBuffer> | undefined
}

/** Every source of uncertainty, which is also what a simulation draws from when nothing is switched off. */
export const allSources: NoiseSources = Object.freeze({ parameter: true, shock: true, areas: true, years: true, drift: true, tails: true, births: true, housing: true, participation: true })

/**
 * Simulates pupils by area, grade, year and draw.
 *
 * Each step of a cohort is the point forecast's times a random factor of mean 1 (not of median 1: sums over many small areas would then lie
 * above the forecast, by 5 % for areas of 90 pupils a grade in 15 years). The middle of a single small grade lies a little below its forecast.
 * Counts are never below 0.
 * Draws are keyed by labels: an area's draws are the same whichever other areas there are, in whatever order, and in groups run apart.
 *
 * New dwellings are drawn anew from `rates.housing` where `estimateRates` found any: they come late, or not at all, or with more pupils. As
 * projects slip more often than they come early, the mean of the futures then lies below the point forecast, which takes the plan.
 * Scenarios change rates, not the delays: what a scenario does to `added` it does to the plan only.
 *
 * @param rates as for `projectPupils`
 * @param dispersion from `estimateDispersion`; areas and grades that it does not know are taken as usual ones
 * @returns `pupils` [area, grade, year, draw]; the base year is the same in every draw
 * @throws `invalid-option` for draws, a seed or a horizon that are no whole numbers, or an unknown source; `invalid-input` listing every
 *   number of the dispersion that cannot be drawn from, such as a grade correlation that is none; `too-large` above `maxCells`
 * Cost: O(areas × grades × years × draws), about 3 ns a cell and as much again for the memory of the result if it is new.
 */
export function simulatePupils(rates: ProjectionInput, dispersion: Dispersion, options: SimulateOptions): Projection {
  const verb = 'simulatePupils'
  requireNoun(rates, someRates, verb)
  requireNoun(dispersion, aDispersion, verb, 2)
  requireObject(options, 'options', verb, 3)
  checkDispersion(dispersion, verb)
  return drawPupils(rates, dispersion, options)
}

/** The same of a dispersion that was checked before: for one group of areas after another. */
export function drawPupils(rates: ProjectionInput, dispersion: Dispersion, options: SimulateOptions): Projection {
  const verb = 'simulatePupils'
  const draws = requireInteger(options.draws, 1, 'draws', verb)
  const seed = requireInteger(options.seed, 0, 'seed', verb)
  if (!Number.isSafeInteger(seed)) throw new PlacesError('invalid-option', `${verb}: seed must be below 2⁵³, got ${seed}`, { where: { option: 'seed' } })
  const sources = checkSources(options.sources, verb)
  const horizon = requireInteger(options.horizon ?? rates.horizon, 1, 'horizon', verb)
  const { base, progression, entry, ladder, origin } = rates
  const [areas, grades] = [base.axes.area.labels.length, ladder.grades.length]
  const size = areas * grades * (horizon + 1) * draws
  requireRoom(size, options.maxCells ?? maxCellsDefault, verb)
  // Also checks the labels and the horizon.
  const point = projectPupils(rates, { horizon })
  // Adding zeros to every draw would cost as much as the projection itself.
  const { added: planned, ...others } = rates
  const added = planned !== undefined && isAnywhere(planned) ? planned : undefined
  const { tails: _, ...adding } = sources
  const noise = Object.values(adding).some(Boolean) ? createNoise({ ...others, ...(added === undefined ? {} : { added }), horizon }, dispersion, point, draws, seed, sources) : undefined
  const out = options.into !== undefined && options.into.length >= size ? options.into.subarray(0, size) : new Float64Array(size)
  const input = {
    areas,
    grades,
    years: horizon,
    draws,
    base: stridedOf(base),
    progression: stridedOf(progression),
    entry: stridedOf(entry),
    entryGrades: gradesWithEntrants(entry, grades),
    ...(added === undefined ? {} : { added: stridedOf(added) }),
  }
  // More may leave than there are only where assumptions say so: a grade is never below zero.
  projectCohorts(input, out, noise?.perturb ?? (added === undefined ? undefined : keepAboveZero), noise?.bench)
  noise?.close()
  const axes = { area: base.axes.area, grade: base.axes.grade, year: createAxis(yearsFrom(origin, origin + horizon)), draw: drawAxis(draws) }
  const pupils = createCube(['area', 'grade', 'year', 'draw'], axes, 'pupils', out, size)
  return Object.freeze({
    ladder,
    origin,
    horizon,
    // The base year is that of the point forecast, which was looked through.
    pupils: noise?.areFinite() === true ? pupils : requireFinite(pupils, verb),
    issues: [...(rates.issues ?? []), ...assumedSpreads(rates, dispersion, sources), ...unusualYears(rates, dispersion, sources)],
    provenance: stamp(verb, { origin, horizon, draws, seed, options: { sources } }),
  })
}

function isAnywhere({ values }: { readonly values: Values }): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) return true
  return false
}

/** 1 for each grade that anyone enters in any area and year. */
function gradesWithEntrants(entry: ProjectionInput['entry'], grades: number): Uint8Array {
  const step = strideOf(entry, 'grade')
  const marks = new Uint8Array(grades)
  for (let i = 0; i < entry.values.length; i++) if (entry.values[i] !== 0) marks[Math.floor(i / step) % grades] = 1
  return marks
}

function keepAboveZero(row: Float64Array, offset: number, length: number): void {
  for (let d = offset; d < offset + length; d++) if (row[d]! < 0) row[d] = 0
}

function checkSources(given: SimulateOptions['sources'], verb: string): NoiseSources {
  for (const name of Object.keys(given ?? {})) {
    if (!(name in allSources)) throw new PlacesError('invalid-option', `${verb}: sources must be among ${Object.keys(allSources).join(', ')}, got ${name}`, { where: { option: 'sources' } })
  }
  const known = Object.entries(given ?? {}).filter(([, value]) => value !== undefined)
  return Object.freeze({ ...allSources, ...Object.fromEntries(known) })
}
