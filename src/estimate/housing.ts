// Pupils of new dwellings. A yield table tells how many pupils *live* in a dwelling so many years after it was completed; the kernel wants
// how many are *added*, because it moves last year's pupils up a grade itself. So a grade is given its yield less what moves up into it.
// Entry grades take nobody from below: each year's entrants of the new dwellings are added anew, unless the area's births hold them.
// Dwellings are completed every year and past ratios hold the usual ones: only what is above or below the usual is added.

import { createAxis, requireSameLabels, yearsFrom } from '../core/axis.js'
import { createCube, requireFinite } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError, requireInteger, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { gradeIds } from '../core/ladder.js'
import type { Ladder } from '../core/ladder.js'
import { addNetYields } from '../core/net-yield.js'
import type { NetYield } from '../core/net-yield.js'
import { aDataset } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import type { Dataset } from '../input/dataset.js'
import type { DwellingRow } from '../input/tables.js'
import { yieldCurves } from './yield-curves.js'

/** Years up to the origin over which usual completions are averaged. Dwellings completed before are taken to be inside the ratios. */
export const usualWindow = 5
/** Years with completions that an average needs before it may be called usual. */
const usualLeast = 3

export interface HousingOptions {
  /** The grades to add to, such as those of the rates. */
  readonly ladder: Ladder
  readonly areas: readonly string[]
  /** Last school year whose counts the ratios hold. */
  readonly origin: number
  readonly horizon: number
  /** The ratios by which the kernel will move pupils up, same labels; 1 when left out. With them the yields are met whatever the ratios. */
  readonly progression?: Cube<readonly ['area', 'grade', 'year']> | undefined
  /** Share of the entrants of new dwellings that the area's births already hold, 0–1; 0 when left out. */
  readonly entryAlreadyInBirths?: number | undefined
  /** Share of the pupils of new dwellings who only moved within the area and are counted there already, 0–1; 0 when left out. */
  readonly withinAreaMoves?: number | undefined
  /**
   * Dwellings a year, by area, that past ratios hold. Where an area is left out: the mean of the years with completions among the last
   * five up to the origin when there are at least three, else 0.
   */
  readonly usualDwellings?: Readonly<Record<string, number>> | undefined
}

/** What one row of dwellings adds, or what the usual completions of a year take off again. */
export interface HousingContribution {
  readonly area: string
  /** School year in which the dwellings first send pupils. */
  readonly completed: number
  readonly type: string | undefined
  readonly tenure: string | undefined
  /** Dwellings as planned; negative for usual completions. */
  readonly dwellings: number
  readonly certainty: number
  /** The completions that past ratios hold, taken off in a year that names its own. */
  readonly usual: boolean
  /** Expected pupils, certainty included: a simulated future that completes the row has `expected ÷ certainty`. */
  readonly expected: Cube<readonly ['grade', 'year']>
}

/** Dwellings still to be completed, with all that is needed to say what they add if they are late, do not come, or house more pupils. */
export interface PlannedDwellings {
  readonly area: string
  /** School year in which they first send pupils by the plan; after the origin. */
  readonly completed: number
  readonly type: string | undefined
  readonly tenure: string | undefined
  /** Expected dwellings: certainty included, families who only moved within the area taken off. */
  readonly dwellings: number
  readonly certainty: number
  readonly netYield: NetYield
}

export interface HousingPupils {
  /** Pupils added, net of those who move up from below; the `added` of Rates. Years origin + 1 … origin + horizon. */
  readonly added: Cube<readonly ['area', 'grade', 'year']>
  /** One for each row of dwellings that counts; they sum to `added`. */
  readonly contributions: readonly HousingContribution[]
  /** Those of the rows that a simulation draws anew: to be completed after the origin. */
  readonly planned: readonly PlannedDwellings[]
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Pupils that new dwellings add to each grade and year, net of those whom the kernel moves up.
 *
 * With Y(g, k) pupils of grade g per dwelling k years after completion and p the progression ratio, a dwelling adds Y(g, 0) at first and
 * then Y(g, k) − p·Y(g − 1, k − 1); nothing moves up into an entry grade, so it is given Y(g, k) every year. Moved up by the kernel, these sum to
 * dwellings × Y exactly. Yields lie on straight lines between the years given and are held after the last; the most specific row
 * holds: type and tenure, then type, then tenure, then neither. Where there is no yield, those below move up and nobody is added.
 * A year without any row for an area is taken as usual (write 0 to say that none are completed).
 *
 * @param dataset its `dwellings` (× certainty) and `yields` (pupils per 100 dwellings)
 * @returns `added` [area, grade, year] in pupils, may be negative; one contribution a row
 * @throws `invalid-option` for a share outside 0–1 or usual dwellings below 0; `label-mismatch` for a progression with other labels
 * Cost: O(rows × grades × years).
 * Source: the yield per completed dwelling by years since completion, Department for Education, Estimating pupil yield (August 2023).
 * @example
 * const dataset = parseInputs({ areas: [{ area: 'North' }], dwellings: [{ area: 'North', year: 2022, dwellings: 800 }], yields: [{ grade: 'P1', yearsSince: 0, perHundred: 5 }] })
 * valueAt(housingPupils(dataset, { ladder: dataset.ladder, areas: ['North'], origin: 2021, horizon: 3 }).added, { area: 'North', grade: 'P1', year: 2022 }) // 40
 */
export function housingPupils(dataset: Dataset, options: HousingOptions): HousingPupils {
  const verb = 'housingPupils'
  requireNoun(dataset, aDataset, verb)
  requireObject(options, 'options', verb, 2)
  const { ladder, areas, progression } = options
  const origin = requireInteger(options.origin, 1900, 'origin', verb)
  const horizon = requireInteger(options.horizon, 1, 'horizon', verb)
  const inBirths = requireShare(options.entryAlreadyInBirths ?? 0, 'entryAlreadyInBirths')
  const within = requireShare(options.withinAreaMoves ?? 0, 'withinAreaMoves')
  const axes = { area: createAxis(areas), grade: createAxis(gradeIds(ladder)), year: createAxis(yearsFrom(origin + 1, origin + horizon)) }
  if (progression !== undefined) for (const name of ['area', 'grade', 'year'] as const) requireSameLabels(axes[name], progression.axes[name], name, verb)

  const rows = dataset.dwellings.filter((row) => areas.includes(row.area) && row.year > origin - usualWindow && row.year <= origin + horizon)
  const issues = [...leftOut(dataset, areas), ...(rows.length === 0 ? [] : shareIssues(options))]
  const completions = areas.flatMap((area) => {
    const own = rows.filter((row) => row.area === area)
    return own.length === 0 ? [] : completionsOf(own, area, origin, horizon, options.usualDwellings?.[area], issues)
  })

  const grades = ladder.grades.length
  const curves = new Map<string, Float64Array>()
  const added = new Float64Array(areas.length * grades * horizon)
  const entry = ladder.grades.map((grade) => grade.entry)
  const ratiosOf = areas.map((_, a) => (progression === undefined ? Float64Array.from({ length: grades * horizon }, (__, i) => Number(!entry[Math.floor(i / horizon)]!)) : Float64Array.from(progression.values.slice(a * grades * horizon, (a + 1) * grades * horizon))))
  const living = new Float64Array(grades)
  const projects: PlannedDwellings[] = []
  const contributions = completions.map((completion): HousingContribution => {
    const { area, type, tenure, completed } = completion
    const a = areas.indexOf(area)
    const key = JSON.stringify([type ?? null, tenure ?? null])
    const yields = curves.get(key) ?? yieldCurves(dataset.yields, ladder, type, tenure, usualWindow + horizon, issues)
    curves.set(key, yields)
    const dwellings = completion.dwellings * completion.certainty * (1 - within)
    const expected = new Float64Array(grades * horizon)
    const netYield: NetYield = { entry, yields, ratios: ratiosOf[a]!, entryShare: 1 - inBirths }
    addNetYields(netYield, completed - origin - 1, dwellings, horizon, living, expected)
    // What is completed by the origin is seen in the base year, and usual completions are inside the ratios: neither is drawn.
    if (!completion.usual && completed > origin && dwellings > 0) projects.push(Object.freeze({ area, completed, type, tenure, dwellings, certainty: completion.certainty, netYield }))
    expected.forEach((value, i) => (added[a * expected.length + i]! += value))
    return Object.freeze({ ...completion, expected: createCube(['grade', 'year'], { grade: axes.grade, year: axes.year }, 'pupils', expected) })
  })
  return Object.freeze({
    added: requireFinite(createCube(['area', 'grade', 'year'], axes, 'pupils', added), verb),
    contributions: Object.freeze(contributions),
    planned: Object.freeze(projects),
    issues: Object.freeze(issues),
    provenance: stamp(verb, {
      origin,
      horizon,
      options: { entryAlreadyInBirths: inBirths, withinAreaMoves: within, usualDwellings: options.usualDwellings ?? 'derived', progression: progression === undefined ? 1 : 'given' },
    }),
  })
}

type Completion = Omit<HousingContribution, 'expected'>

/** An area's rows, and the usual completions to take off in every year that has rows, of the mix that the area builds. */
function completionsOf(rows: readonly DwellingRow[], area: string, origin: number, horizon: number, given: number | undefined, issues: Issue[]): Completion[] {
  const past = rows.filter((row) => row.year <= origin)
  const pastYears = [...new Set(past.map((row) => row.year))].sort((a, b) => a - b)
  const mean = pastYears.length < usualLeast ? 0 : expectedDwellings(past) / pastYears.length
  const usual = given ?? mean
  if (!(Number.isFinite(usual) && usual >= 0)) {
    throw new PlacesError('invalid-option', `housingPupils: usualDwellings must be at least 0, got ${usual} for ${area}`, { where: { option: 'usualDwellings', area } })
  }
  if (given === undefined) {
    const known = `${pastYears.length === 0 ? 'no year' : pastYears.join(', ')} of the last ${usualWindow}`
    const assumed = pastYears.length < usualLeast ? 'that past ratios hold no new dwellings' : `that past ratios hold their mean, ${Math.round(mean)} dwellings a year`
    issues.push(missing('usual-dwellings', { table: 'dwellings', area }, `usual completions are not given, and completions are known for ${known}`, assumed, { usual: mean, years: pastYears.length }))
  }
  const named = [...new Set(rows.map((row) => row.year))]
  const blank = yearsFrom(origin + 1, origin + horizon).filter((year) => !named.includes(year))
  if (blank.length > 0) {
    issues.push(missing('dwellings-blank', { table: 'dwellings', area }, `no dwellings are given for ${blank.join(', ')}`, `the usual ${Math.round(usual)} dwellings a year`, { years: blank.join(', '), usual }))
  }

  const completions = rows.map((row): Completion => ({ area, completed: row.year, type: row.type, tenure: row.tenure, dwellings: row.dwellings, certainty: row.certainty ?? 1, usual: false }))
  const mix = expectedDwellings(past) > 0 ? past : rows
  const all = expectedDwellings(mix)
  if (usual === 0 || all === 0) return completions
  const kinds = new Map<string, Completion>()
  for (const row of mix) {
    const key = JSON.stringify([row.type ?? null, row.tenure ?? null])
    const dwellings = (kinds.get(key)?.dwellings ?? 0) - (usual * expectedDwellings([row])) / all
    kinds.set(key, { area, completed: row.year, type: row.type, tenure: row.tenure, dwellings, certainty: 1, usual: true })
  }
  // Year by year, so that usual completions cancel to the last bit before the next year is added up.
  return named.flatMap((year) => [...completions.filter((each) => each.completed === year), ...[...kinds.values()].map((kind) => ({ ...kind, completed: year }))])
}

function expectedDwellings(rows: readonly DwellingRow[]): number {
  return rows.reduce((sum, row) => sum + row.dwellings * (row.certainty ?? 1), 0)
}

/** Says what is taken for the shares that the caller left out. */
function shareIssues({ entryAlreadyInBirths, withinAreaMoves, progression }: HousingOptions): Issue[] {
  const say = (given: unknown, option: string, message: string, assumed: string, value: number): Issue[] =>
    given !== undefined ? [] : [{ code: 'housing-assumed', severity: 'assumption', where: { table: 'dwellings', option }, message, assumed, amounts: { value } }]
  return [
    ...say(withinAreaMoves, 'withinAreaMoves', 'families of new dwellings who lived in the area before', 'none: every pupil of a new dwelling is new to the area', 0),
    ...say(entryAlreadyInBirths, 'entryAlreadyInBirths', 'entrants of new dwellings who are in the births of the area', 'none: every entrant of a new dwelling is added', 0),
    ...say(progression, 'progression', 'ratios by which pupils of new dwellings move up', '1', 1),
  ]
}

/** Dwellings of areas that were not asked for, such as a district above them: they are nobody's, and it is said. */
function leftOut(dataset: Dataset, areas: readonly string[]): Issue[] {
  const others = [...new Set(dataset.dwellings.map((row) => row.area))].filter((area) => !areas.includes(area))
  return others.map((area) => ({ code: 'dwellings-left-out', severity: 'assumption', where: { table: 'dwellings', area }, message: 'dwellings are given for an area that is not projected', assumed: 'they are left out' }))
}

function missing(code: Issue['code'], where: Issue['where'], message: string, assumed: string, amounts: Readonly<Record<string, number | string>>): Issue {
  return { code, severity: 'assumption', where, message, assumed, amounts }
}

function requireShare(value: number, name: string): number {
  if (value >= 0 && value <= 1) return value
  throw new PlacesError('invalid-option', `housingPupils: ${name} must be from 0 to 1, got ${value}`, { where: { option: name } })
}
