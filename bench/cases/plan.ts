// The border and the whole river for a district of towns with full counts.

import { parseInputs, planPlaces, chinaLadder, valueAt } from 'school-places'
import type { Dataset, Plan, Tables } from 'school-places'

import type { BenchCase } from '../harness'

/** A synthetic district: towns with counts of `years` years, births of the district, places and a project a town. */
export function districtTables(towns: number, years: number): Tables {
  const names = Array.from({ length: towns }, (_, i) => `town ${i}`)
  const counted = Array.from({ length: years }, (_, i) => 2021 - years + 1 + i)
  const wave = (i: number): number => 100 + ((i * 7919) % 61)
  return {
    areas: [{ area: 'district' }, ...names.map((area) => ({ area, parent: 'district' }))],
    births: Array.from({ length: 36 }, (_, i) => ({ area: 'district', year: 1990 + i, births: towns * wave(i) })),
    pupils: names.flatMap((area, a) => counted.flatMap((year) => chinaLadder.grades.map((grade, g) => ({ area, grade: grade.id, year, pupils: wave(a * 17 + year - g) })))),
    places: names.flatMap((area) => chinaLadder.stages.map((stage) => ({ area, stage: stage.id, sector: 'public' as const, year: 2021, places: 120 * stage.grades.length }))),
    projects: names.map((area, i) => ({ project: `school ${i}`, area, stage: 'primary', sector: 'public' as const, kind: 'new' as const, opens: 2022 + (i % 5), places: 1_080 })),
  }
}

export function parseCase(towns: number, years: number): BenchCase<Tables> {
  const rows = towns * years * chinaLadder.grades.length
  return {
    name: 'parse',
    size: { towns, years, pupilRows: rows },
    units: { count: rows, name: 'row' },
    setup: () => districtTables(towns, years),
    run: (tables) => parseInputs(tables),
    check(result, tables) {
      const row = tables.pupils![12_345 % tables.pupils!.length]!
      const found = valueAt((result as Dataset).pupils, { area: row.area, grade: row.grade, year: row.year })
      if (found !== row.pupils) throw new Error(`parse: expected ${row.pupils}, got ${found}`)
    },
    baseline: { name: 'a structured copy of the tables', run: (tables) => structuredClone(tables) },
  }
}

export function planCase(towns: number): BenchCase<Tables> {
  return {
    name: 'plan',
    size: { towns, years: 6, horizon: 14 },
    units: { count: 1, name: 'plan' },
    setup: () => districtTables(towns, 6),
    run: (tables) => planPlaces(tables, { origin: 2021, horizon: 14 }),
    check(result) {
      const { balance } = result as Plan
      const at = { area: 'town 0', stage: 'primary', year: 2030 }
      const [gap, pupils, places] = [balance.stages.gap, balance.stages.pupils, balance.stages.places].map((cube) => valueAt(cube, at))
      if (places !== 720 + 1_080 || Math.abs(places - pupils! - gap!) > 1e-6) throw new Error(`plan: places ${places}, pupils ${pupils}, gap ${gap}`)
    },
  }
}
