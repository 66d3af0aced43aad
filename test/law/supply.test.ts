// Laws of places, for every mix of kinds of projects and every draw of their openings.

import fc from 'fast-check'
import { aggregate, balancePlaces, buildSupply, createAxis, createCube, gradeIds, neverOpens, parseInputs, total } from 'school-places'
import type { Openings, ProjectRow, Supply, Tables } from 'school-places'
import { describe, expect, test } from 'vitest'

import { settings } from './arbitraries'

const stages = ['kindergarten', 'primary', 'junior', 'senior'] as const
const sectors = ['public', 'private-inclusive', 'private'] as const
const [origin, horizon, draws] = [2020, 12, 5]

interface Made {
  readonly rows: readonly ProjectRow[]
  /** Years of delay by project and draw; 99 for one that falls away. */
  readonly delays: readonly number[]
}

const moving = ['take-back', 'made-public', 'purchase', 'lease', 'conversion'] as const
const building = ['new', 'branch', 'developer-built', 'extension', 'temporary', 'rebuild', 'phase-two'] as const
const taking = ['closure', 'merger'] as const

function made(kinds: readonly ProjectRow['kind'][]): fc.Arbitrary<Made> {
  const project = fc.record({
    kind: fc.constantFrom(...kinds),
    stage: fc.nat(3),
    other: fc.integer({ min: 1, max: 3 }),
    from: fc.constantFrom('private-inclusive' as const, 'private' as const),
    opens: fc.integer({ min: 2021, max: 2029 }),
    places: fc.integer({ min: 1, max: 2_000 }),
    removes: fc.integer({ min: 1, max: 2_000 }),
    ahead: fc.integer({ min: 0, max: 3 }),
    life: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    phase: fc.constantFrom(undefined, 'at-once' as const, 'by-grade' as const, 'by-third' as const, 'profile' as const),
    delays: fc.array(fc.constantFrom(0, 0, 1, 2, 3, 99), { minLength: draws, maxLength: draws }),
  })
  return fc.array(project, { minLength: 1, maxLength: 8 }).map((list) => ({
    rows: list.map((each, i): ProjectRow => {
      const { kind, opens, places } = each
      const stage = kind === 'made-public' ? 'kindergarten' : stages[each.stage]!
      return {
        project: `p${i}`,
        area: 'Town',
        stage,
        kind,
        sector: kind === 'purchase' ? 'purchased' : 'public',
        opens,
        places,
        ...(each.phase === 'profile' ? { profile: [0.25, 0.6, 1] } : { phaseIn: each.phase }),
        ...(kind === 'purchase' || kind === 'take-back' || kind === 'made-public' || kind === 'lease' ? { fromSector: each.from } : {}),
        ...(kind === 'conversion' ? { toStage: stages[(each.stage + each.other) % 4]! } : {}),
        ...(kind === 'rebuild' ? { removes: each.removes, removesFrom: opens - each.ahead, host: 'host' } : {}),
        ...(kind === 'merger' ? { removes: each.removes, partners: 'a+b' } : {}),
        ...(kind === 'phase-two' ? { follows: 'p0' } : {}),
        ...(kind === 'temporary' ? { closes: opens + (each.life ?? 4) } : kind === 'purchase' && each.life !== undefined ? { closes: opens + each.life } : {}),
      }
    }),
    delays: list.flatMap((each) => each.delays),
  })).map(({ rows, delays }) => ({ rows: rows.map((row, i) => (row.kind === 'phase-two' ? (i === 0 ? { ...row, kind: 'extension' as const, follows: undefined } : { ...row, opens: Math.max(row.opens!, rows[0]!.opens!) }) : row)), delays }))
}

const supplyOf = ({ rows, delays }: Made, stock: number, drawn: boolean): Supply => {
  const places = stages.flatMap((stage) => sectors.map((sector) => ({ area: 'Town', stage, sector, year: origin, places: stock })))
  // Purchases above what the tables prove are faults; they are tried in their own test.
  const dataset = parseInputs({ areas: [{ area: 'Town' }], places: [...places, { area: 'Town', stage: 'primary', sector: 'purchased', year: origin, places: 0 }], projects: rows } as Tables)
  const years = Int16Array.from(delays, (delay, i) => (delay === 99 ? neverOpens : rows[Math.floor(i / draws)]!.opens! + delay))
  const openings: Openings | undefined = drawn ? { draws, projects: rows.map((row) => row.project), years } : undefined
  return buildSupply(dataset, { origin, horizon, openings })
}

/** All places of the town by year and draw. */
const all = (supply: Supply): Float64Array => total(total(supply.places, 'sector'), 'grade').values.slice()

/** The most by which a value exceeds its bound. One comparison a run: a call of `expect` for each cell would take most of the time. */
const excess = (values: ArrayLike<number>, bound: (i: number) => number): number => Array.from(values).reduce((most, value, i) => Math.max(most, value - bound(i)), -Infinity)
const distance = (values: ArrayLike<number>, target: (i: number) => number): number => Array.from(values).reduce((most, value, i) => Math.max(most, Math.abs(value - target(i))), 0)

const law = (name: string, kinds: readonly ProjectRow['kind'][], holds: (made: Made) => void): void => {
  test(name, () => fc.assert(fc.property(made(kinds), holds), settings))
}

describe('ownership', () => {
  law('what moves between sectors and stages leaves the total, in every year and draw', moving, (projects) => {
    expect(distance(all(supplyOf(projects, 20_000, true)), () => 240_000)).toBeLessThan(1e-5)
  })

  law('also where there is less than is to be moved', ['take-back', 'made-public', 'lease', 'conversion'], (projects) => {
    expect(distance(all(supplyOf(projects, 500, true)), () => 6_000)).toBeLessThan(1e-6)
  })

  law('what moves between sectors leaves the total of every grade', ['take-back', 'made-public', 'purchase', 'lease'], (projects) => {
    const { places } = supplyOf(projects, 20_000, true)
    const grades = total(places, 'sector')
    const length = (horizon + 1) * draws
    expect(distance(grades.values.slice(), (i) => grades.values[i - (i % length)]!)).toBeLessThan(1e-6)
  })

  law('the sum over sectors changes only by what is built and closed', [...moving, ...building, ...taking], ({ rows, delays }) => {
    const atOnce = rows.map((row) => ({ ...row, phaseIn: 'at-once' as const, profile: undefined }))
    const values = all(supplyOf({ rows: atOnce, delays }, 20_000, true))
    // Told a second way: each project's own step function, added up.
    for (let draw = 0; draw < draws; draw++) {
      const opened = atOnce.map((row, i) => (delays[i * draws + draw] === 99 ? Infinity : row.opens! + delays[i * draws + draw]!))
      for (let y = 0; y <= horizon; y++) {
        const year = origin + y
        const sum = atOnce.reduce((rest, row, i) => {
          const opens = row.follows === undefined ? opened[i]! : Math.max(opened[i]!, opened[0]!)
          const there = year >= opens && (row.closes === undefined || year < row.closes)
          if ((moving as readonly string[]).includes(row.kind)) return rest
          if (row.kind === 'closure') return rest - (year >= opens ? row.places! : 0)
          const begun = row.removesFrom !== undefined && row.removesFrom <= origin
          const gone = row.removes !== undefined && !begun && opens < Infinity && year >= Math.min(row.removesFrom ?? opens, opens)
          return rest + (there ? row.places! : 0) - (gone ? row.removes! : 0)
        }, 240_000)
        expect(values[y * draws + draw]).toBeCloseTo(sum, 5)
      }
    }
  })
})

describe('delay', () => {
  // Places that are taken must be there: a closure that comes before the places it is to close leaves them standing.
  // A rebuild that falls away altogether is no delay: its old places stay.
  law('never adds places in any year, whatever is built, bought, moved or rebuilt', [...building, ...moving], ({ rows, delays }) => {
    const projects = { rows, delays: delays.map((delay, i) => (delay === 99 && rows[Math.floor(i / draws)]!.kind === 'rebuild' ? 4 : delay)) }
    const planned = all(supplyOf(projects, 20_000, false))
    expect(excess(all(supplyOf(projects, 20_000, true)), (i) => planned[Math.floor(i / draws)]!)).toBeLessThan(1e-6)
  })

  law('of what only adds never adds places in any grade', ['new', 'branch', 'developer-built', 'extension', 'temporary', 'phase-two'], (projects) => {
    const planned = supplyOf(projects, 500, false).places.values
    expect(excess(supplyOf(projects, 500, true).places.values.slice(), (i) => planned[Math.floor(i / draws)]!)).toBeLessThan(1e-9)
  })

  test('of a closure, in contrast, leaves its places standing longer', () => {
    const closure: Made = { rows: [{ project: 'p', area: 'Town', stage: 'primary', sector: 'public', kind: 'closure', opens: 2022, places: 600 }], delays: [0, 1, 2, 3, 99] }
    const values = all(supplyOf(closure, 1_000, true))
    expect(Array.from(values.slice(2 * draws, 4 * draws), Math.round)).toEqual([11_400, 12_000, 12_000, 12_000, 12_000, 11_400, 11_400, 12_000, 12_000, 12_000])
  })
})

describe('sums', () => {
  law('places are never negative, however much is to be taken', ['take-back', 'made-public', 'lease', 'conversion', ...building, ...taking], (projects) => {
    const { places } = supplyOf(projects, 300, true)
    expect(Math.min(0, ...places.values.slice())).toBe(0)
  })

  law('places by grade add up to places by stage', [...moving, ...building, ...taking], (projects) => {
    const supply = supplyOf(projects, 20_000, true)
    const dataset = parseInputs({ areas: [{ area: 'Town' }] })
    const { area, year } = supply.places.axes
    const grades = gradeIds(dataset.ladder)
    const pupils = createCube(['area', 'grade', 'year', 'draw'], { area, grade: createAxis(grades), year, draw: createAxis([0]) }, 'pupils')
    const { stages: byStage } = balancePlaces({ ladder: dataset.ladder, pupils, origin, horizon, issues: [], provenance: dataset.provenance }, supply)
    const again = aggregate(total(supply.places, 'sector'), 'grade', dataset.ladder.stages.map((stage) => ({ label: stage.id, members: stage.grades })), 'stage')
    expect([...byStage.places.values]).toEqual([...again.values])
    const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((rest, value) => rest + value, 0)
    expect(sum(byStage.places.values)).toBeCloseTo(sum(supply.places.values), 3)
  })

  law('once everything is open, the places are those counted and the additions as listed, less those that have ended', [...moving, ...building, ...taking], ({ rows, delays }) => {
    const lasting = { rows: rows.map((row) => ({ ...row, opens: Math.min(row.opens!, 2026), removesFrom: row.removesFrom === undefined ? undefined : Math.min(row.removesFrom, 2026) })), delays }
    const supply = supplyOf(lasting, 20_000, false)
    const net = supply.additions.reduce((rest, each) => rest + (each.inStock ? 0 : each.net) - ((each.closes ?? Infinity) <= origin + horizon ? each.net : 0), 0)
    expect(all(supply).at(-1)).toBeCloseTo(240_000 + net, 5)
  })
})
