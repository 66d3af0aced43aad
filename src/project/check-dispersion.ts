// A Dispersion may be made by hand: every number that the simulation draws from is checked at its door, all faults at once.

import { describeIssue } from '../core/describe-issue.js'
import { PlacesError } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Dispersion } from '../estimate/dispersion.js'
import { covarianceFaults } from '../numeric/correlation.js'

/** Throws `invalid-input` listing everything that keeps a dispersion from being drawn from. Cost: O(areas + grades³). */
export function checkDispersion(dispersion: Dispersion, verb: string): void {
  const faults: Issue[] = []
  const refuse = (option: string, message: string, found: unknown, where: Issue['where'] = {}): void => {
    faults.push({ code: 'not-allowed', severity: 'fault', where: { option: `dispersion.${option}`, ...where }, message, found: String(found) })
  }
  const within = (option: string, value: number | undefined, least: number, most: number): void => {
    if (!(value !== undefined && value >= least && value <= most && (value < Infinity || most === Infinity))) refuse(option, most === Infinity ? `must be a number of at least ${least}` : `must be from ${least} to ${most}`, value)
  }
  /** Variances, factors and shares: logs of more than this are no forecast. */
  const large = 1e6
  for (const kind of ['entry', 'progression'] as const) for (const field of ['constant', 'perPupil', 'cell', 'parameter', 'carried'] as const) within(`${kind}.${field}`, dispersion[kind]?.[field], 0, large)
  within('degreesOfFreedom', dispersion.degreesOfFreedom, 1, Infinity)
  if (dispersion.wildCarried !== undefined) within('wildCarried', dispersion.wildCarried, 0, 1)
  within('areaYear.share', dispersion.areaYear?.share, 0, large)
  within('areaYear.carried', dispersion.areaYear?.carried, 0, large)
  within('areaYear.entryLoading', dispersion.areaYear?.entryLoading, -large, large)
  for (const field of ['entry', 'progression', 'carried'] as const) within(`regionYear.${field}`, dispersion.regionYear?.[field], 0, large)
  for (const kind of ['entry', 'progression'] as const) within(`rebound.${kind}`, dispersion.rebound?.[kind], 0, 1)
  for (const name of ['gradeFactors', 'areaFactors'] as const) {
    const factors = dispersion[name] ?? {}
    // Thousands of areas are looked through with every group of them: names are made for what is wrong only.
    for (const label of Object.keys(factors)) if (!(factors[label]! >= 0 && factors[label]! <= large)) within(`${name}.${label}`, factors[label], 0, large)
  }
  for (const kind of ['entry', 'progression'] as const) {
    const factors = dispersion.leadFactors?.[kind]
    if (factors?.length === 0) refuse(`leadFactors.${kind}`, 'must have at least one lead', 'none')
    factors?.forEach((value, lead) => within(`leadFactors.${kind}.${lead + 1}`, value, 0, large))
  }
  if (dispersion.births !== undefined) {
    within('births.shared', dispersion.births.shared, 0, 1)
    if (dispersion.births.variance.length === 0) refuse('births.variance', 'must have at least one year', 'none')
    dispersion.births.variance.forEach((value, year) => within(`births.variance.${year + 1}`, value, 0, large))
  }
  if (dispersion.housing !== undefined) {
    const { delays, yield: spread } = dispersion.housing
    within('housing.yield', spread, 0, 10)
    delays.forEach(({ years, chance }, i) => {
      if (!Number.isInteger(years)) refuse(`housing.delays.${i + 1}.years`, 'must be a whole number', years)
      within(`housing.delays.${i + 1}.chance`, chance, 0, 1)
    })
    const sum = delays.reduce((total, delay) => total + delay.chance, 0)
    if (!(Math.abs(sum - 1) <= 1e-6)) refuse('housing.delays', 'the chances must sum to 1', sum)
  }
  if (dispersion.participation !== undefined) for (const field of ['level', 'drift'] as const) within(`participation.${field}`, dispersion.participation[field], 0, 10)
  if (dispersion.gradeCorrelation !== undefined) correlationFaults(dispersion.gradeCorrelation, refuse)
  if (faults.length === 0) return
  const list = faults.slice(0, 50).map((each, i) => `\n  ${i + 1}. ${describeIssue(each)}, got ${each.found}`)
  throw new PlacesError('invalid-input', `${verb}: the dispersion must be variances and shares to draw from${list.join('')}${faults.length > 50 ? `\n  … and ${faults.length - 50} more` : ''}\n`, {
    where: faults[0]!.where,
    issues: faults,
    hint: 'take it from dispersionOf or estimateDispersion and change single fields; a covariance becomes correlations by correlationOf',
  })
}

function correlationFaults({ grades, values }: NonNullable<Dispersion['gradeCorrelation']>, refuse: (option: string, message: string, found: unknown, where?: Issue['where']) => void): void {
  const option = 'gradeCorrelation'
  if (new Set(grades).size !== grades.length) refuse(`${option}.grades`, 'must name each grade once', grades.join(', '))
  if (grades.length !== values.length) refuse(`${option}.values`, `must have a row for each of ${grades.length} grades`, values.length)
  const faults = covarianceFaults(values)
  for (const { row, column, message, found } of faults) refuse(`${option}.values`, message, found, { row: row + 1, column: String(column + 1), ...(grades[row] === undefined ? {} : { grade: grades[row] }) })
  if (faults.length > 0) return
  values.forEach((row, i) => {
    if (Math.abs(row[i]! - 1) > 1e-6) refuse(`${option}.values`, 'a correlation with itself must be 1; correlationOf makes correlations of a covariance', row[i], { row: i + 1, column: String(i + 1) })
  })
}
