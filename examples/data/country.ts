// A made-up country: counties in provinces, fifteen grades, eight years of counts, births that fall, places and some new schools.
// No county is real. Sizes, trends and noise are plausible (log-normal sizes, a binomial-like scatter of cohorts); every number comes from
// keyed streams, so a county is the same whether the country has twelve or three thousand.

import { chinaLadder, createStream } from 'school-places'
import type { Tables } from 'school-places'

export const origin = 2024
const years = Array.from({ length: 8 }, (_, i) => origin - 7 + i)
const countiesAProvince = 100

/** Births of a year relative to 2016: a peak after the two-child rule, then a fall of 6 % a year. */
const birthTrend = (year: number): number => (year <= 2016 ? 0.94 + 0.01 * (year - 2010) : Math.max(0.45, 0.94 ** (year - 2016)))

interface County {
  readonly area: string
  readonly parent: string
  readonly births: readonly { readonly year: number; readonly births: number }[]
  readonly pupils: readonly { readonly grade: string; readonly year: number; readonly pupils: number }[]
}

function county(i: number): County {
  const area = `county ${String(i + 1).padStart(4, '0')}`
  const stream = createStream(2024, 'country', area)
  const size = 2_000 * Math.exp(0.7 * stream.normal())
  // People move to some counties and away from others.
  const moving = 0.012 * stream.normal()
  const scatter = (mean: number): number => Math.max(0, Math.round(mean + Math.sqrt(mean) * stream.normal() + 0.01 * mean * stream.normal()))
  const birthsIn = new Map(Array.from({ length: origin - 1999 + 1 }, (_, k) => [1999 + k, scatter(size * birthTrend(1999 + k) * Math.exp(moving * (k - 17)))]))
  const pupils = years.flatMap((year) =>
    chinaLadder.grades.map((grade) => {
      const born = birthsIn.get(Math.max(1999, year - grade.age))!
      const attending = { kindergarten: 0.86, primary: 1, junior: 0.99, senior: 0.62 }[grade.stage] ?? 1
      return { grade: grade.id, year, pupils: scatter(born * attending * Math.exp(moving * grade.age)) }
    }),
  )
  return { area, parent: `province ${String(Math.floor(i / countiesAProvince) + 1).padStart(2, '0')}`, births: [...birthsIn].map(([year, births]) => ({ year, births })), pupils }
}

/** Tables of a country of so many counties. */
export function countryTables(counties: number): Tables {
  const list = Array.from({ length: counties }, (_, i) => county(i))
  const provinces = [...new Set(list.map(({ parent }) => parent))]
  return {
    areas: [{ area: 'country' }, ...provinces.map((area) => ({ area, parent: 'country' })), ...list.map(({ area, parent }) => ({ area, parent }))],
    births: list.flatMap(({ area, births }) => births.map((row) => ({ area, ...row }))),
    pupils: list.flatMap(({ area, pupils }) => pupils.map((row) => ({ area, ...row }))),
    places: list.flatMap(({ area, pupils }) => {
      const stream = createStream(2024, 'places', area)
      return chinaLadder.stages.map((stage) => {
        const now = pupils.filter((row) => row.year === origin && stage.grades.includes(row.grade)).reduce((sum, row) => sum + row.pupils, 0)
        return { area, stage: stage.id, sector: 'public' as const, year: origin, places: Math.round(now * (1.08 + 0.12 * stream.uniform())) }
      })
    }),
    // Every tenth county opens a junior school.
    projects: list.flatMap(({ area }, i) => (i % 10 === 0 ? [{ project: `${area} junior school`, area, stage: 'junior', sector: 'public' as const, kind: 'new' as const, opens: origin + 2, places: 900, phaseIn: 'by-grade' as const }] : [])),
  }
}
