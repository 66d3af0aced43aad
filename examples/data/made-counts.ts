// Counts by grade that no document gives, made from what documents do give: the children of a city, the nation's births, and shares that are assumed.
// The scatter of single cohorts is made up from keyed streams: the same name always gives the same counts, and no area disturbs another.

import { chinaLadder, createStream } from 'school-places'
import type { PupilRow } from 'school-places'

import { chinaBirths } from './china-births'

export interface MadeArea {
  readonly area: string
  /** Share of the city's children. */
  readonly share: number
  /** Growth of its cohorts by moving, a year. */
  readonly growth: number
}

const births = new Map(chinaBirths.map((fact) => [fact.year ?? 0, fact.value]))
/** A cohort of age a on 1 September of a year: a third of the births of one calendar year, two thirds of the next. */
const cohort = (age: number, year: number): number => ((births.get(year - age - 1) ?? 0) + 2 * (births.get(year - age) ?? 0)) / 3

/** The city's children of one age, per birth of the nation, from its children under 15. */
function perBirth(children: number, year: number): number {
  return children / Array.from({ length: 15 }, (_, age) => cohort(age, year)).reduce((sum, each) => sum + each, 0)
}

/** Children of the grades of a stage who live in a city with so many under 15. */
export function cohortsOf(stage: string, children: number, year: number): number {
  const own = chinaLadder.grades.filter((grade) => grade.stage === stage)
  return own.reduce((sum, grade) => sum + cohort(grade.age, year) * perBirth(children, year), 0)
}

/** Pupils by area, grade and year up to the base year, from children by share, attendance by stage and a seeded scatter of each cohort. */
export function madePupils(city: string, areas: readonly MadeArea[], children: number, base: number, attendance: Readonly<Record<string, number>>, years = 6): PupilRow[] {
  const each = perBirth(children, base)
  const all = areas.reduce((sum, { share }) => sum + share, 0)
  return areas.flatMap(({ area, share, growth }) => {
    const scatter = new Map<number, number>()
    const ofCohort = (born: number): number => {
      if (!scatter.has(born)) scatter.set(born, 1 + 0.02 * createStream(2021, city, area, born).normal())
      return scatter.get(born) ?? 1
    }
    return Array.from({ length: years }, (_, i) => base - years + 1 + i).flatMap((year) =>
      chinaLadder.grades.map((grade) => {
        const mean = ((cohort(grade.age, year) * each * share) / all) * (attendance[grade.stage] ?? 1) * (1 + growth) ** (year - base) * ofCohort(year - grade.age)
        return { area, grade: grade.id, year, pupils: Math.round(mean + 0.004 * mean * createStream(2021, city, area, grade.id, year).normal()) }
      }),
    )
  })
}
