// Land for schools: what the places that are missing need, year by year, against sites that are reserved (公办高中教育用地保障).

import { PlacesError, requireList } from '../core/error.js'
import type { Issue } from '../core/issue.js'

export interface ReservedSite {
  readonly site: string
  /** ㎡. */
  readonly area: number
  /** School year from which it can be built on. */
  readonly from: number
}

export interface LandYear {
  readonly year: number
  /** Places that are missing. */
  readonly places: number
  /** ㎡ for them. */
  readonly required: number
  /** ㎡ of sites that can be built on by then. */
  readonly reserved: number
  /** ㎡ that are missing. */
  readonly short: number
}

export interface LandNeeded {
  readonly years: readonly LandYear[]
  /** The year that needs most. */
  readonly peak: LandYear
  /** The first year in which the reserved land does not suffice; undefined when it always does. */
  readonly firstShort: number | undefined
  /** Places that the land reserved in the last year would hold. */
  readonly placesOnReserve: number
}

/**
 * Sets the land that missing places need against the land that is reserved.
 *
 * @param needed places by school year, such as a stage's unmet pupils in the year's 80 % future; in any order
 * @param perPlace ㎡ of land a place, from a standard (Shenzhen's plan to 2035 implies 22.5 ㎡ for senior schools)
 * @param sites reserved sites; each counts whole from its year on
 * @throws `invalid-input` listing every number that is negative or none, and years given twice
 * Cost: O(years × sites).
 * @example
 * landNeeded([{ year: 2027, places: 2000 }], 22.5, [{ site: 'A', area: 30000, from: 2026 }]).firstShort // 2027
 */
export function landNeeded(needed: readonly { readonly year: number; readonly places: number }[], perPlace: number, sites: readonly ReservedSite[]): LandNeeded {
  requireList(needed, 'needed', 'landNeeded')
  requireList(sites, 'sites', 'landNeeded', 3)
  const faults: Issue[] = []
  const check = (table: string, row: number, column: string, value: number, least: number): void => {
    if (!(value >= least && value < Infinity)) faults.push({ code: 'not-allowed', severity: 'fault', where: { table, row: row + 1, column }, message: `${column} must be at least ${least}, got ${value}` })
  }
  if (needed.length === 0) faults.push({ code: 'missing-value', severity: 'fault', where: { table: 'needed' }, message: 'at least one year is needed' })
  needed.forEach(({ year, places }, row) => {
    check('needed', row, 'places', places, 0)
    if (!Number.isInteger(year)) faults.push({ code: 'wrong-type', severity: 'fault', where: { table: 'needed', row: row + 1, column: 'year' }, message: `year must be a school year, got ${year}` })
    if (needed.findIndex((each) => each.year === year) < row) faults.push({ code: 'duplicate-row', severity: 'fault', where: { table: 'needed', row: row + 1, year }, message: `${year} is given twice` })
  })
  sites.forEach((site, row) => {
    check('sites', row, 'area', site.area, 0)
    if (!Number.isInteger(site.from)) faults.push({ code: 'wrong-type', severity: 'fault', where: { table: 'sites', row: row + 1, column: 'from' }, message: `from must be a school year, got ${site.from}` })
  })
  if (!(perPlace > 0 && perPlace < Infinity)) faults.push({ code: 'not-allowed', severity: 'fault', where: { option: 'perPlace' }, message: `perPlace must be above 0, got ${perPlace}` })
  if (faults.length > 0) throw new PlacesError('invalid-input', `landNeeded: ${faults.map((each) => `${each.where.row === undefined ? '' : `${each.where.table} row ${each.where.row}: `}${each.message}`).join('; ')}`, { issues: faults })

  const years = needed
    .toSorted((a, b) => a.year - b.year)
    .map(({ year, places }): LandYear => {
      const required = places * perPlace
      const reserved = sites.reduce((sum, site) => sum + (site.from <= year ? site.area : 0), 0)
      return Object.freeze({ year, places, required, reserved, short: Math.max(0, required - reserved) })
    })
  const peak = years.reduce((most, each) => (each.required > most.required ? each : most))
  return Object.freeze({ years: Object.freeze(years), peak, firstShort: years.find((each) => each.short > 0)?.year, placesOnReserve: Math.floor((years.at(-1)?.reserved ?? 0) / perPlace + 1e-9) })
}
