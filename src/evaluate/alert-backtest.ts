// Would the alerts have been right? Rules are run from past origins with what was known then, and every warning is set beside what came.

import { measureOf, middle, rowsFor } from '../balance/alert-measure.js'
import { balancePlaces } from '../balance/balance.js'
import type { Balance } from '../balance/balance.js'
import { checkRules } from '../balance/check-rules.js'
import { createAxis, positionOf, yearsFrom } from '../core/axis.js'
import { createCube } from '../core/cube.js'
import { PlacesError, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aDataset } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import { countsTo } from '../estimate/counts.js'
import { estimateRates } from '../estimate/estimate-rates.js'
import type { Dataset } from '../input/dataset.js'
import type { Projection } from '../project/projection.js'
import { projectPupils } from '../project/project-pupils.js'
import { simulatePupils } from '../project/simulate-pupils.js'
import type { AlertRule } from '../standards/types.js'
import type { Supply } from '../supply/supply.js'
import { dispersionOf } from './past-errors.js'
import type { PastErrorOptions } from './past-errors.js'

/** Places of a stage in one year; spread evenly over its grades. */
export interface PlacesOfYear {
  readonly area: string
  readonly stage: string
  readonly year: number
  readonly places: number
}

export interface AlertBacktestOptions {
  /** Rules of kind shortage that need nothing but pupils and places. */
  readonly rules: readonly AlertRule[]
  readonly origins: readonly number[]
  /** Years ahead, within the leads of each rule. */
  readonly leads: readonly number[]
  /** Places of every origin and target year; an area, stage and year without a row is not judged. */
  readonly places: readonly PlacesOfYear[]
  /** Futures to draw; 1, the point forecast, when left out. */
  readonly draws?: number | undefined
  /** 1 when left out. */
  readonly seed?: number | undefined
  readonly birthsLag?: number | undefined
  readonly rates?: PastErrorOptions['rates']
  /** Called before each origin, for a progress line. */
  readonly onProgress?: ((origin: number) => void) | undefined
}

/** One judgement of one rule about one area, stage and year, and what came. */
export interface AlertCase {
  readonly rule: string
  readonly area: string
  readonly stage: string
  readonly origin: number
  readonly year: number
  readonly lead: number
  /** The rule's measure as forecast, median over the draws. */
  readonly value: number
  /** Whether pupils came for whom there was no place, in what the rule looks at. */
  readonly happened: boolean
  /** So many. */
  readonly unmet: number
}

/**
 * Runs warning rules from past origins: forecasts from the counts up to each origin only, places as they were.
 *
 * The shortage that counts as having come is half a pupil or more without a place in the rule's scope (entry grade, or the stage grade by grade).
 *
 * @returns one case per rule, origin, area, stage and year whose grades were all counted in the origin and the target year
 * @throws `invalid-option` for rules of another kind, or without rules, origins or leads; `invalid-input` for places that are negative or given twice and for rules whose levels do not rise
 * Cost: per origin that of `estimateRates`, and with draws that of `dispersionOf` and `simulatePupils`.
 */
export function backtestAlerts(dataset: Dataset, options: AlertBacktestOptions): readonly AlertCase[] {
  requireNoun(dataset, aDataset, 'backtestAlerts')
  requireObject(options, 'options', 'backtestAlerts', 2, ['rules', 'origins', 'leads', 'places'])
  checkOptions(options)
  const places = new Map(options.places.map((row) => [keyOf(row.area, row.stage, row.year), row.places]))
  const last = Math.max(...dataset.pupils.axes.year.labels)
  const cases: AlertCase[] = []
  for (const origin of options.origins) {
    const leads = options.leads.filter((lead) => origin + lead <= last)
    if (leads.length === 0) continue
    options.onProgress?.(origin)
    const horizon = Math.max(...leads)
    const birthsKnownTo = options.birthsLag === undefined ? undefined : origin + options.birthsLag
    const rates = estimateRates(dataset, { chooseFrom: 0, ...options.rates, origin, horizon, birthsKnownTo })
    const forecast =
      options.draws === undefined || options.draws === 1
        ? projectPupils(rates)
        : simulatePupils(rates, dispersionOf(dataset, { origin, birthsKnownTo, rates: options.rates }), { draws: options.draws, seed: options.seed ?? 1 })
    const supply = supplyOf(forecast, places)
    const expected = balancePlaces(forecast, supply)
    const came = balancePlaces(countsAsProjection(dataset, forecast), supply)
    for (const rule of options.rules) cases.push(...casesOf(rule, expected, came, leads, places))
  }
  return Object.freeze(cases)
}

function casesOf(rule: AlertRule, expected: Balance, came: Balance, leads: readonly number[], places: ReadonlyMap<string, number>): AlertCase[] {
  const { origin } = expected
  const judged = leads.filter((lead) => lead >= rule.leads.from && lead <= rule.leads.to)
  return expected.stages.pupils.axes.area.labels.flatMap((area) =>
    expected.stages.pupils.axes.stage.labels.flatMap((stage) => {
      if (rule.stages !== undefined && !rule.stages.includes(stage)) return []
      const [forecast, actual] = [rowsFor(expected, rule, area, stage), rowsFor(came, rule, area, stage)]
      if (!(actual(origin).pupils[0]! >= 0)) return []
      return judged.flatMap((lead): AlertCase[] => {
        const year = origin + lead
        const rows = actual(year)
        // What was not counted is marked below zero: the whole stage is then not judged.
        if (!places.has(keyOf(area, stage, year)) || !(rows.pupils[0]! >= 0)) return []
        const unmet = rows.unmet[0]!
        return [Object.freeze({ rule: rule.id, area, stage, origin, year, lead, value: middle(measureOf(expected, rule, area, stage, year, forecast, {})), happened: unmet >= 0.5, unmet })]
      })
    }),
  )
}

/** A count that was not made: so far below zero that no sum over a stage's grades hides it. */
const notCounted = -1e12

/** What was counted in the forecast's years, as a projection of one draw. */
function countsAsProjection(dataset: Dataset, forecast: Projection): Projection {
  const { origin, horizon, pupils, ladder } = forecast
  const counts = countsTo(dataset, origin + horizon)
  const years = yearsFrom(origin, origin + horizon)
  const own = dataset.ladder.grades.map((grade) => grade.id)
  const values = new Float64Array(pupils.axes.area.labels.length * pupils.axes.grade.labels.length * years.length)
  let cell = 0
  for (const area of pupils.axes.area.labels) {
    for (const grade of pupils.axes.grade.labels) {
      for (const year of years) {
        const count = counts.at(positionOf(dataset.pupils.axes.area, area), own.indexOf(grade), year)
        values[cell++] = Number.isNaN(count) ? notCounted : count
      }
    }
  }
  const axes = { area: pupils.axes.area, grade: pupils.axes.grade, year: pupils.axes.year, draw: createAxis([0]) }
  return { ladder, origin, horizon, pupils: createCube(['area', 'grade', 'year', 'draw'], axes, 'pupils', values), issues: [], provenance: forecast.provenance }
}

function supplyOf({ ladder, origin, horizon, pupils }: Projection, places: ReadonlyMap<string, number>): Supply {
  const { area, grade, year } = pupils.axes
  const values = new Float64Array(area.labels.length * grade.labels.length * year.labels.length)
  let cell = 0
  for (const one of area.labels) {
    for (const id of grade.labels) {
      const stage = ladder.stages.find((each) => each.grades.includes(id))!
      const members = stage.grades.filter((each) => grade.labels.includes(each)).length
      for (const each of year.labels) values[cell++] = (places.get(keyOf(one, stage.id, each)) ?? 0) / members
    }
  }
  const axes = { area, grade, sector: createAxis(['public']), year, draw: createAxis([0]) }
  const cube = createCube(['area', 'grade', 'sector', 'year', 'draw'], axes, 'places', values)
  return { origin, horizon, places: cube, additions: [], issues: [], provenance: stamp('backtestAlerts', { origin, horizon, options: {} }) }
}

const keyOf = (area: string, stage: string, year: number): string => JSON.stringify([area, stage, year])

function checkOptions({ rules, origins, leads, places }: AlertBacktestOptions): void {
  if (rules.length === 0 || origins.length === 0 || leads.length === 0) {
    throw new PlacesError('invalid-option', `backtestAlerts: rules, origins and leads must not be empty, got ${rules.length}, ${origins.length} and ${leads.length}`)
  }
  const other = rules.filter((rule) => rule.kind !== 'shortage' || rule.measure === 'indicator')
  if (other.length > 0) throw new PlacesError('invalid-option', `backtestAlerts: rules must warn of a shortage from pupils and places alone, got ${other.map((rule) => rule.id).join(', ')}`)
  checkRules(rules, [], 'backtestAlerts')
  const seen = new Set<string>()
  const faults = places.flatMap((row, i): Issue[] => {
    const key = keyOf(row.area, row.stage, row.year)
    const where = { table: 'places', row: i + 1, area: row.area, stage: row.stage, year: row.year }
    const twice: Issue[] = seen.has(key) ? [{ code: 'duplicate-row', severity: 'fault', where, message: 'this area, stage and year is given twice' }] : []
    seen.add(key)
    return row.places >= 0 && row.places < Infinity ? twice : [...twice, { code: 'not-allowed', severity: 'fault', where, message: `places must be 0 or more, got ${row.places}` }]
  })
  if (faults.length > 0) throw new PlacesError('invalid-input', `backtestAlerts: ${faults.map((each) => `places row ${each.where.row}: ${each.message}`).join('; ')}`, { issues: faults })
}
