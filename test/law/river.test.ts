// Laws of the rooms: what must hold for every district, not for one example.

import fc from 'fast-check'
import { aggregate, balancePlaces, buildSupply, estimateRates, parseInputs, planPlaces, projectCohorts, projectPupils, rowsOf, summarise, median, total, valueAt } from 'school-places'
import type { Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

import { district, settings } from './arbitraries'

const horizon = 9
const options = { origin: 2021, horizon }
// The automatic method learns from all areas and trusts larger counts more: these two laws are those of the named methods and the kernel.
const named = { ...options, progression: { name: 'mean', years: 3 } } as const

function law(name: string, holds: (tables: Tables) => void): void {
  test(name, () => fc.assert(fc.property(district, holds), settings))
}

function scaled(tables: Tables, factor: number): Tables {
  return { ...tables, pupils: tables.pupils!.map((row) => ({ ...row, pupils: row.pupils * factor })) }
}

describe('projection', () => {
  test('ratio 1 shifts a cohort unchanged', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 2, maxLength: 15 }), fc.integer({ min: 1, max: 12 }), (base, years) => {
        const out = new Float64Array(base.length * (years + 1))
        const flat = (values: number[], gradeStride: number) => ({ values, areaStride: 0, gradeStride, yearStride: 0, drawStride: 0 as const })
        projectCohorts({ areas: 1, grades: base.length, years, draws: 1, base: flat(base, 1), progression: flat([1], 0) }, out)
        for (let grade = 0; grade < base.length; grade++) {
          for (let year = 0; year <= years; year++) expect(out[grade * (years + 1) + year]).toBe(grade >= year ? base[grade - year] : 0)
        }
      }),
      settings,
    )
  })

  law('twice the pupils are twice the projection', (tables) => {
    const once = projectPupils(estimateRates(parseInputs(tables), named))
    const twice = projectPupils(estimateRates(parseInputs(scaled(tables, 2)), named))
    once.pupils.values.slice().forEach((value, i) => expect(twice.pupils.values[i]).toBeCloseTo(2 * value, 6))
  })

  law('areas with counts of their own do not depend on each other', (tables) => {
    const first = 'area 0'
    const all = projectPupils(estimateRates(parseInputs(tables), named))
    const alone = projectPupils(estimateRates(parseInputs({ ...tables, areas: tables.areas.slice(0, 2), pupils: tables.pupils!.filter((row) => row.area === first), places: [], projects: [] }), named))
    // A grade that was empty in every year borrows its ratio from the other areas; that is the one bridge between them.
    const empty = new Set(tables.pupils!.filter((row) => row.area === first && row.pupils === 0).map((row) => row.grade))
    if (empty.size === 0) expect([...alone.pupils.values]).toEqual(Array.from(all.pupils.values).slice(0, alone.pupils.values.length))
  })

  test('every one of many equal draws is the point forecast, bit for bit', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.5, max: 1.5, noNaN: true }), { minLength: 6, maxLength: 6 }), fc.integer({ min: 2, max: 7 }), (ratios, draws) => {
        const base = [100, 90.5, 80, 70, 60.25, 50]
        const run = (count: number, copied: boolean): Float64Array => {
          const out = new Float64Array(6 * 11 * count)
          const strided = (values: readonly number[]) =>
            copied
              ? { values: values.flatMap((value) => new Array<number>(count).fill(value)), areaStride: 0, gradeStride: count, yearStride: 0, drawStride: 1 as const }
              : { values, areaStride: 0, gradeStride: 1, yearStride: 0, drawStride: 0 as const }
          projectCohorts({ areas: 1, grades: 6, years: 10, draws: count, base: strided(base), progression: strided(ratios), entry: strided([33, 0, 0, 0, 0, 0]) }, out)
          return out
        }
        const one = run(1, false)
        for (const copied of [false, true]) {
          const many = run(draws, copied)
          for (let i = 0; i < many.length; i++) expect(many[i]).toBe(one[Math.floor(i / draws)])
        }
      }),
      settings,
    )
  })

  law('one draw summarised is the draw itself', (tables) => {
    const { pupils } = projectPupils(estimateRates(parseInputs(tables), options))
    expect([...summarise(pupils, { middle: median() }).middle.values]).toEqual(Array.from(pupils.values))
  })
})

describe('supply', () => {
  const places = (tables: Tables) => total(buildSupply(parseInputs(tables), options).places, 'sector')

  law('a take-back leaves the places of all sectors together as they are', (tables) => {
    const without = { ...tables, projects: tables.projects!.filter((project) => project.kind !== 'take-back' && project.kind !== 'closure') }
    const withTakeBack = { ...tables, projects: tables.projects!.filter((project) => project.kind !== 'closure') }
    const [before, after] = [places(without), places(withTakeBack)]
    before.values.slice().forEach((value, i) => expect(after.values[i]).toBeCloseTo(value, 6))
  })

  law('a later opening never adds places, in any year or grade', (tables) => {
    // Only projects after the counted places: one that is moved from before to after them would be counted anew, rightly.
    const building = tables.projects!.filter((project) => (project.kind === 'new' || project.kind === 'extension') && project.opens! > 2020)
    const later = building.map((project) => ({ ...project, opens: project.opens! + 2 }))
    const [early, late] = [places({ ...tables, projects: building }), places({ ...tables, projects: later })]
    early.values.slice().forEach((value, i) => expect(late.values[i]).toBeLessThanOrEqual(value + 1e-9))
  })

  law('places are never negative', (tables) => {
    const { places: cube } = buildSupply(parseInputs(tables), options)
    expect(Math.min(0, ...cube.values.slice())).toBe(0)
  })

  law('a closure and a take-back of more than there is take what is there and say so', (tables) => {
    const projects = [{ project: 'all', area: 'area 0', stage: 'primary', sector: 'public' as const, kind: 'closure' as const, opens: 2023, places: 1_000_000 }]
    const supply = buildSupply(parseInputs({ ...tables, projects }), options)
    expect(valueAt(supply.places, { area: 'area 0', grade: 'P1', sector: 'public', year: 2023 })).toBe(0)
    expect(supply.issues.map((issue) => issue.code)).toContain('take-back-capped')
  })
})

describe('balance', () => {
  law('gap = spare − unmet at every level, and unmet is never below the net shortage', (tables) => {
    const plan = planPlaces(tables, options)
    for (const level of [plan.balance.grades, plan.balance.stages]) {
      level.gap.values.slice().forEach((gap, i) => {
        const slack = 1e-9 * Math.max(1, Math.abs(gap))
        expect(Math.abs(level.spare.values[i]! - level.unmet.values[i]! - gap)).toBeLessThanOrEqual(slack)
        expect(level.unmet.values[i]!).toBeGreaterThanOrEqual(Math.max(0, -gap) - slack)
        expect(level.unmet.values[i]!).toBeGreaterThanOrEqual(0)
      })
    }
  })

  law('the unmet of a stage is the sum of its grades, area by area', (tables) => {
    const { balance } = planPlaces(tables, options)
    const again = aggregate(balance.grades.unmet, 'grade', balance.ladder.stages.map((stage) => ({ label: stage.id, members: stage.grades })), 'stage')
    expect([...again.values]).toEqual([...balance.stages.unmet.values])
  })

  law('more places never leave more pupils unmet', (tables) => {
    const more = { ...tables, places: tables.places!.map((row) => ({ ...row, places: row.places! + 60 })) }
    const [few, many] = [tables, more].map((each) => {
      const dataset = parseInputs({ ...each, projects: [] })
      return balancePlaces(projectPupils(estimateRates(dataset, options)), buildSupply(dataset, options)).stages.unmet
    })
    few!.values.slice().forEach((value, i) => expect(many!.values[i]).toBeLessThanOrEqual(value + 1e-9))
  })
})

describe('the plan', () => {
  law('is the same bits a second time, and leaves its input as it was', (tables) => {
    const before = structuredClone(tables)
    const [first, second] = [planPlaces(tables, options), planPlaces(tables, options)]
    expect(second).toEqual(first)
    expect(tables).toEqual(before)
  })

  law('holds no number that is not finite', (tables) => {
    const plan = planPlaces(tables, options)
    for (const cube of [plan.rates.base, plan.rates.progression, plan.rates.entry, plan.projection.pupils, plan.supply.places, plan.balance.grades.gap]) {
      for (const { value } of rowsOf(cube as typeof plan.rates.base)) if (!Number.isFinite(value)) expect.fail(`${cube.unit} holds ${value}`)
    }
  })
})
