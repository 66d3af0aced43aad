// Decomposition: exact sums, whole classes, bounds, stability against the paradox of largest remainders, tables that add up both ways, brute force.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apportion } from 'school-places'
import type { PlacesError } from 'school-places'
import { decomposeTable, decomposeTarget, decomposeThreeWays, rankResults } from 'school-places/schedule'
import type { DecompositionUnit } from 'school-places/schedule'

import { fitTable } from '../../src/schedule/fit-table.js'
import { divideByWebster } from '../../src/schedule/webster.js'

const settings = { seed: 20210901, numRuns: 300 }
const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0)
const places = (total: number, units: readonly DecompositionUnit[], classSize = 1): number[] => decomposeTarget(total, units, { classSize }).parts.map((each) => each.places)

const unitsOf = fc.array(fc.record({ gap: fc.nat(500), land: fc.nat(40), floor: fc.nat(4), room: fc.integer({ min: 0, max: 60 }) }), { minLength: 2, maxLength: 8 }).map((list) => list.map(({ gap, land, floor, room }, i): DecompositionUnit => ({ unit: `s${i}`, weights: { gap: gap + 1, land }, floor: floor * 45, cap: (floor + room) * 45 })))

describe('a total divided', () => {
  test('adds up exactly, in whole classes, within floors and caps, or says which of them clash', () => {
    fc.assert(
      fc.property(unitsOf, fc.nat(6000), (units, total) => {
        const result = decomposeTarget(total, units, { classSize: 45, importances: { gap: 2, land: 1 } })
        const [floors, caps] = [sum(units.map((each) => each.floor!)), sum(units.map((each) => each.cap!))]
        if (result.status === 'infeasible') {
          expect(floors > Math.floor(total / 45) * 45 || caps < total).toBe(true)
          expect(result.clashes[0]!.what).toBe(floors > Math.floor(total / 45) * 45 ? 'floors' : 'caps')
          return
        }
        expect(sum(result.parts.map((each) => each.places))).toBe(total)
        result.parts.forEach((part, i) => {
          expect(part.places % 45).toBe(part.unit === result.remainder?.unit ? total % 45 : 0)
          expect(part.places).toBeGreaterThanOrEqual(units[i]!.floor!)
          expect(part.places).toBeLessThanOrEqual(units[i]!.cap!)
        })
        expect(result.issues.map((each) => each.code)).toEqual(total % 45 === 0 ? [] : ['remainder-given'])
      }),
      settings,
    )
  })

  test('gives no unit less when its weight rises, the others together no more, and with one criterion no other more', () => {
    fc.assert(
      fc.property(unitsOf, fc.nat(3000), fc.nat(7), fc.integer({ min: 1, max: 300 }), fc.boolean(), (units, total, which, more, single) => {
        const own = units.map(({ unit, weights, floor, cap }) => ({ unit, weights: single ? { gap: weights.gap! } : weights, floor, cap }))
        const at = which % units.length
        const before = places(total, own, 45)
        const after = places(total, own.map((each, i) => (i === at ? { ...each, weights: { ...each.weights, gap: each.weights.gap! + more } } : each)), 45)
        if (before.length === 0) return
        const classes = (value: number): number => Math.floor(value / 45)
        expect(classes(after[at]!)).toBeGreaterThanOrEqual(classes(before[at]!))
        if (single) after.forEach((value, i) => i !== at && expect(classes(value)).toBeLessThanOrEqual(classes(before[i]!)))
      }),
      settings,
    )
  })

  test('gives no unit less when there is more to divide, where largest remainders do (Alabama)', () => {
    const weights = [6, 6, 2]
    // Hamilton: the third has 2 of 10 and 1 of 11.
    expect([apportion(10, weights), apportion(11, weights)]).toEqual([[4, 4, 2], [5, 5, 1]])
    const units = weights.map((gap, i) => ({ unit: `s${i}`, weights: { gap } }))
    expect([places(10, units), places(11, units), places(12, units)]).toEqual([[5, 4, 1], [5, 5, 1], [5, 5, 2]])
    fc.assert(
      fc.property(unitsOf, fc.nat(120), (list, total) => {
        const free = list.map(({ unit, weights: own }) => ({ unit, weights: own }))
        const [before, after] = [places(total, free), places(total + 1, free)]
        after.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(before[i]!))
      }),
      settings,
    )
  })

  test('is what handing out one class after another by the highest quotient gives', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ weight: fc.nat(50), floor: fc.nat(3), more: fc.nat(9) }), { minLength: 1, maxLength: 6 }), fc.nat(30), (list, wish) => {
        const shares = list.map(({ weight, floor, more }) => ({ weight, floor, cap: floor + more }))
        const [least, most] = [sum(shares.map((each) => each.floor)), sum(shares.map((each) => (each.weight > 0 ? each.cap : each.floor)))]
        const whole = Math.min(most, least + wish)
        const parts = shares.map((each) => each.floor)
        for (let k = least; k < whole; k++) {
          const turns = shares.map((share, i) => (share.weight > 0 && parts[i]! < share.cap ? share.weight / (parts[i]! + 0.5) : -1))
          parts[turns.indexOf(Math.max(...turns))]!++
        }
        expect(divideByWebster(whole, shares)).toEqual(parts)
      }),
      settings,
    )
  })

  test('weighs criteria by their importance, each by its own sum', () => {
    const streets = [{ unit: 'a', weights: { gap: 300, land: 1 } }, { unit: 'b', weights: { gap: 100, land: 3 } }]
    expect(decomposeTarget(1000, streets).parts.map((each) => each.weight)).toEqual([0.5, 0.5])
    expect(decomposeTarget(1000, streets, { importances: { gap: 3, land: 1 } }).parts.map((each) => each.places)).toEqual([625, 375])
  })

  test('names all faults at once', () => {
    const wrong = [{ unit: 'a', weights: { gap: -1 } }, { unit: 'a', weights: { gap: 0 }, floor: 0.5, cap: -3 }]
    try {
      decomposeTarget(-1, wrong, { classSize: 0, importances: { sea: 1 } })
      expect.unreachable()
    } catch (error) {
      expect((error as PlacesError).issues.map(({ where }) => where.option ?? where.column)).toEqual(['total', 'classSize', 'importances', 'weights', 'unit', 'floor', 'cap', 'weights'])
    }
  })
})

describe('a table divided', () => {
  const table = fc.record({
    rows: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 }),
    columns: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
    total: fc.integer({ min: 0, max: 9000 }),
    affinities: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 30, maxLength: 30 }),
  })

  test('adds up by row and by column, each cell within one class of its share', () => {
    fc.assert(
      fc.property(table, ({ rows, columns, total, affinities }) => {
        const [streets, years] = [rows.map((gap, i) => ({ unit: `${i}`, weights: { gap } })), columns.map((money, i) => ({ unit: `${i}`, weights: { money } }))]
        const result = decomposeTable(total, streets, years, { classSize: 50, affinity: (r, c) => affinities[Number(r) * 5 + Number(c)]! })
        expect(result.status).toBe('divided')
        result.rows.parts.forEach((part, r) => expect(sum(result.cells[r]!)).toBe(part.places))
        result.columns.parts.forEach((part, c) => expect(sum(result.cells.map((row) => row[c]!))).toBe(part.places))
        result.cells.forEach((row, r) => row.forEach((cell, c) => expect(Math.abs(cell - (cell % 50) - result.shares[r]![c]!)).toBeLessThan(50 + 1e-4)))
      }),
      { ...settings, numRuns: 150 },
    )
  })

  test('keeps the odds between cells that affinities give', () => {
    const { shares } = fitTable([60, 40], [50, 50], [[3, 1], [1, 2]])
    expect((shares[0]![0]! * shares[1]![1]!) / (shares[0]![1]! * shares[1]![0]!)).toBeCloseTo(6, 6)
  })

  test('says which street is kept from its part when its sources are empty', () => {
    const streets = [{ unit: 'North', weights: { gap: 3 } }, { unit: 'South', weights: { gap: 1 } }]
    const sources = [{ unit: 'sites', weights: { places: 1 } }, { unit: 'take-back', weights: { places: 1 } }]
    const result = decomposeTable(400, streets, sources, { affinity: (street, source) => (street === 'North' && source === 'take-back' ? 0 : 1) })
    expect([result.status, result.left]).toEqual(['infeasible', [{ unit: 'North', places: 100 }]])
  })

  test('holds three ways: street by year and year by source', () => {
    const of = (names: readonly string[], key: string): DecompositionUnit[] => names.map((unit, i) => ({ unit, weights: { [key]: i + 2 } }))
    const [streets, years, sources] = [of(['a', 'b', 'c', 'd'], 'gap'), of(['2023', '2024', '2025'], 'money'), of(['sites', 'take-back', 'planned'], 'places')]
    const result = decomposeThreeWays(18_017, streets, years, sources, { classSize: 45 })
    expect(result.status).toBe('divided')
    years.forEach((_, y) => {
      streets.forEach((_street, s) => expect(sum(result.cells[s]![y]!)).toBe(result.table.cells[s]![y]))
      sources.forEach((_source, k) => expect(sum(streets.map((_street, s) => result.cells[s]![y]![k]!))).toBe(result.thirds.cells[y]![k]))
    })
    expect(sum(result.cells.flat(2))).toBe(18_017)
    expect(result.cells.flat(2).filter((each) => each % 45 !== 0)).toHaveLength(1)
  })
})

describe('results of units', () => {
  const division = decomposeTarget(600, [{ unit: 'a', weights: { gap: 3 } }, { unit: 'b', weights: { gap: 2 } }, { unit: 'c', weights: { gap: 1 } }, { unit: 'd', weights: { gap: 0 } }])

  test('are ranked by completion, equals alike, and a unit without a part is told', () => {
    const { rows, issues } = rankResults(division, [{ unit: 'a', done: 150 }, { unit: 'b', done: 60 }, { unit: 'b', done: 40 }, { unit: 'c', done: 100 }, { unit: 'd', done: 5 }, { unit: 'x', done: 7 }])
    expect(rows.map((each) => [each.unit, each.rank, each.completion?.value, each.remaining])).toEqual([['c', 1, 1, 0], ['a', 2, 0.5, 150], ['b', 2, 0.5, 100], ['d', undefined, undefined, 0]])
    expect(issues).toMatchObject([{ code: 'unit-outside', amounts: { unit: 'x', done: 7 } }])
  })
})
