// Estimating and projecting many areas by the automatic method, beside a naive implementation that looks every count up in a map of rows
// and takes the mean of three ratios: far less work, done the slow way.

import { chinaLadder, createStream, estimateRates, parseInputs, projectPupils, valueAt } from 'school-places'
import type { Dataset, Projection, PupilRow } from 'school-places'

import type { BenchCase } from '../harness'

interface Context {
  readonly dataset: Dataset
  readonly rows: readonly PupilRow[]
}

const horizon = 10
const last = 2021

/** Towns whose cohorts move up with a little noise. */
function townRows(areas: number, years: number): PupilRow[] {
  const stream = createStream(3, 'estimate')
  const rows: PupilRow[] = []
  for (let a = 0; a < areas; a++) {
    let before: number[] = []
    for (let year = last - years + 1; year <= last; year++) {
      const now = chinaLadder.grades.map((_, g) => Math.max(0, Math.round(g === 0 || before.length === 0 ? 120 + (a % 50) + 6 * stream.normal() : before[g - 1]! * (1 + 0.02 * stream.normal()))))
      now.forEach((pupils, g) => rows.push({ area: `town ${a}`, grade: chinaLadder.grades[g]!.id, year, pupils }))
      before = now
    }
  }
  return rows
}

export function estimateCase(areas: number, years: number): BenchCase<Context> {
  return {
    name: 'estimate',
    size: { areas, grades: chinaLadder.grades.length, years, horizon },
    units: { count: areas, name: 'area' },
    setup() {
      const rows = townRows(areas, years)
      const towns = Array.from({ length: areas }, (_, a) => ({ area: `town ${a}`, parent: 'district' }))
      return { rows, dataset: parseInputs({ areas: [{ area: 'district' }, ...towns], pupils: rows }) }
    },
    run: ({ dataset }) => projectPupils(estimateRates(dataset, { origin: last, horizon })),
    check(result, { dataset }) {
      const { pupils } = result as Projection
      // Cohorts move up at a ratio of 1 on average: the district's grade 6 in five years is its grade 1 now, within 2 %.
      const sum = (of: (area: string) => number): number => dataset.planningAreas.reduce((total, area) => total + of(area), 0)
      const [now, later] = [sum((area) => valueAt(dataset.pupils, { area, grade: 'P1', year: last })), sum((area) => valueAt(pupils, { area, grade: 'P6', year: last + 5 }))]
      if (Math.abs(later / now - 1) > 0.02) throw new Error(`estimate: expected about ${now}, got ${later}`)
    },
    baseline: { name: 'mean of three by looking rows up', run: ({ rows }) => naivePerRow(rows, areas) },
  }
}

function naivePerRow(rows: readonly PupilRow[], areas: number): Map<string, number> {
  const counts = new Map(rows.map((row) => [`${row.area}|${row.grade}|${row.year}`, row.pupils]))
  for (let year = last + 1; year <= last + horizon; year++) {
    for (let a = 0; a < areas; a++) {
      chinaLadder.grades.forEach((grade, g) => {
        const key = (position: number, at: number): string => `town ${a}|${chinaLadder.grades[position]!.id}|${at}`
        if (g === 0) {
          counts.set(key(0, year), counts.get(key(0, year - 1))!)
          return
        }
        let ratio = 0
        for (let back = 0; back < 3; back++) ratio += counts.get(key(g, last - back))! / Math.max(1, counts.get(key(g - 1, last - back - 1))!) / 3
        counts.set(`town ${a}|${grade.id}|${year}`, ratio * counts.get(key(g - 1, year - 1))!)
      })
    }
  }
  return counts
}
