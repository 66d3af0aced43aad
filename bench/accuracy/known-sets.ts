// The sets of government counts that are developed against, when their folder is there, and a small built-in table when it is not.

import { existsSync } from 'node:fs'

import type { BirthRow, PupilRow } from 'school-places'

import { chinaBirthRows } from '../../examples/data/china-births'
import { readBirths, readPupils } from './tables'
import type { AccuracySet } from './tables'

/** Where the development data are looked for: beside the project. */
export const dataFolder = new URL('../../../shared/data/', import.meta.url).pathname

const schoolGrades = (last: number): string[] => ['K', ...Array.from({ length: last }, (_, i) => String(i + 1))]
const years = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i)

const common = { births: [], entryLags: [5, 6], entryWeights: [2 / 3, 1 / 3], birthsLag: -1, minYear: 0, minPupils: 0, complete: true, region: 'all' } as const

/** Whether the folder of development data is there. */
export function haveSharedData(): boolean {
  return existsSync(dataFolder)
}

/** Every set of the development data, with the definitions under which its baselines were published. */
export function sharedSets(): AccuracySet[] {
  const states = readPupils(`${dataFolder}us_state_enrollment_by_grade_1986_2017.csv`, schoolGrades(12))
  const births = readBirths(`${dataFolder}us_state_births_1990_2019.csv`)
  const jersey = readPupils(`${dataFolder}us_nj_district_enrollment_by_grade_2012_2022.csv`, schoolGrades(12))
  const schools = readPupils(`${dataFolder}us_nyc_school_enrollment_by_grade_2005_2021.csv`, schoolGrades(8))
  const districts = readPupils(`${dataFolder}us_nyc_district_enrollment_by_grade_2005_2021.csv`, schoolGrades(8))
  // Charter schools (county 80) draw from everywhere; districts 75, 79 and 84 are special, alternative and charter.
  const noCharters = jersey.filter((row) => !row.area.startsWith('80'))
  const geographic = (rows: PupilRow[]): PupilRow[] => rows.filter((row) => Number(row.area.slice(0, 2)) >= 1 && Number(row.area.slice(0, 2)) <= 32)
  const upTo = (rows: PupilRow[], last: number): PupilRow[] => rows.filter((row) => schoolGrades(last).includes(row.grade))
  const nj = { ...common, grades: schoolGrades(8), origins: years(2017, 2021), leads: [1, 2, 3, 5], maxYear: 2022 }
  const us = { ...common, name: 'US states K–12, births', pupils: states, births, grades: schoolGrades(12), origins: years(2001, 2016), leads: [1, 2, 3, 5, 10], maxYear: 2017 }
  return [
    us,
    { ...us, name: 'US states K–12, without births', births: [] },
    { ...us, name: 'US states K–12, births, each its own region', region: 'none' },
    { ...nj, name: 'New Jersey K–8, at least 200 pupils', pupils: upTo(noCharters, 8), minPupils: 200 },
    { ...nj, name: 'New Jersey K–8, all sizes', pupils: upTo(noCharters, 8) },
    { ...nj, name: 'New Jersey K–12', pupils: noCharters, grades: schoolGrades(12) },
    { ...common, name: 'NYC schools K–5, targets to 2019', pupils: upTo(geographic(schools), 5), grades: schoolGrades(5), origins: years(2016, 2018), leads: [1, 2, 3], minYear: 2013, maxYear: 2019 },
    { ...common, name: 'NYC schools K–5, targets to 2021', pupils: upTo(geographic(schools), 5), grades: schoolGrades(5), origins: years(2016, 2020), leads: [1, 2, 3, 5], minYear: 2013, maxYear: 2021 },
    { ...common, name: 'NYC districts K–8, targets 2017–2019', pupils: geographic(districts), grades: schoolGrades(8), origins: years(2016, 2018), leads: [1, 2, 3], maxYear: 2019 },
  ]
}

// Entrants of primary grade 1, ten thousands: MOE yearly bulletins; 2017–2020 were not checked against the bulletin itself.
const chinaEntrants = [1766.6, 1867.3, 1869.0, 1808.1, 1782.58, 1701.39, 1877.88, 1616.63, 1461.7]

/** China's primary entrants 2017–2025 against births: small, but anyone can check it. */
export function builtInSet(): AccuracySet {
  return {
    ...common,
    name: "China, entrants of primary grade 1 (built-in table)",
    pupils: chinaEntrants.map((value, i) => ({ area: 'china', grade: 'P1', year: 2017 + i, pupils: value * 10_000 })),
    births: chinaBirthRows.map(({ area, year, births }): BirthRow => ({ area, year, births })),
    grades: ['P1'],
    entryLags: [6, 7],
    origins: years(2019, 2024),
    leads: [1, 2, 3, 5],
    maxYear: 2025,
    region: 'none',
  }
}
