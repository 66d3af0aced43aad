// Totals that agree: in proportion to given totals, and by minimum trace between forecasts.
//
// Reference values: numpy 2.4.6 on Python 3.11, by generalised least squares S(S′W⁻¹S)⁻¹S′W⁻¹y, a formula that the library does not use, with
// the Schäfer–Strimmer intensity from numpy's own variances, and for the bounded case the best of all sets of zeros. Run with python3:
//
//   import numpy as np; from itertools import combinations
//   A = np.array([[1,1,1,1],[1,1,0,0],[0,0,1,1]]); S = np.vstack([np.eye(4), A]); y = np.array([120.,80,60,140,430,190,210])
//   E = np.array([[3,-2,1,4,5,2,4],[-1,2,2,-3,1,0,-2],[2,1,-2,1,3,4,0],[-4,-1,0,2,-2,-6,1],[1,3,-1,-2,2,3,-4]], float)
//   def gls(W): Wi = np.linalg.inv(W); return S @ np.linalg.solve(S.T @ Wi @ S, S.T @ Wi @ y)
//   W1 = E.T @ E / 5; d = np.sqrt(np.diag(W1)); X = E / d; R = X.T @ X / 5; off = ~np.eye(7, dtype=bool)
//   V = np.array([[np.var(X[:,i]*X[:,j], ddof=1)/5 for j in range(7)] for i in range(7)]); lam = V[off].sum() / (R[off]**2).sum()
//   print(gls(np.diag(S.sum(1))), gls(np.diag(np.diag(W1))), lam, gls(lam*np.diag(np.diag(W1)) + (1-lam)*W1))
//   y = np.array([2.,80,60,140,300,10,150]); W = np.diag(S.sum(1)); C = np.hstack([-A, np.eye(3)])
//   solve = lambda z: (lambda Cz: y - W @ Cz.T @ np.linalg.solve(Cz @ W @ Cz.T, Cz @ y))(np.vstack([C, np.eye(7)[list(z)]]))
//   print(min((x for k in range(5) for x in map(solve, combinations(range(4), k)) if x[:4].min() > -1e-9), key=lambda x: (x-y) @ np.linalg.inv(W) @ (x-y)))

import fc from 'fast-check'
import { inv, multiply, transpose } from 'mathjs'
import { aggregate, chinaLadder, createAxis, createCube, mapCube, selectLabels, stageGroups, total, valueAt } from 'school-places'
import type { Cube, Grouping } from 'school-places'
import { reconcileMinimumTrace, reconcileProportional } from 'school-places/reconcile'
import type { MinimumTrace, TraceWeights } from 'school-places/reconcile'
import { describe, expect, test } from 'vitest'

import { createReconciler, createSolver, shrinkCovariance } from '../../src/numeric/linalg.js'
import { settings } from '../law/arbitraries'

const noise = [
  [3, -2, 1, 4, 5, 2, 4],
  [-1, 2, 2, -3, 1, 0, -2],
  [2, 1, -2, 1, 3, 4, 0],
  [-4, -1, 0, 2, -2, -6, 1],
  [1, 3, -1, -2, 2, 3, -4],
]
const streets = ['A', 'B', 'C', 'D']
const tree: readonly Grouping[] = [
  { label: 'district', members: streets },
  { label: 'east', members: ['A', 'B'] },
  { label: 'west', members: ['C', 'D'] },
]
const nodes = [...streets, ...tree.map((group) => group.label)]
const residuals = Object.fromEntries(nodes.map((label, i) => [label, noise.map((row) => row[i]!)]))
const everyWeight: readonly TraceWeights[] = [{ name: 'structural' }, { name: 'variance', residuals }, { name: 'shrunk', residuals }]

type ByArea = Cube<readonly ['area', 'draw']>

/** A cube [area, draw] from one list of numbers a draw. */
function byArea(labels: readonly string[], draws: readonly (readonly number[])[]): ByArea {
  const values = Float64Array.from({ length: labels.length * draws.length }, (_, i) => draws[i % draws.length]![Math.floor(i / draws.length)]!)
  return createCube(['area', 'draw'], { area: createAxis(labels), draw: createAxis(draws.map((_, d) => d)) }, 'pupils', values)
}

/** Reconciles lists of seven numbers, one a draw: four streets, district, east, west. */
function reconcileTree(draws: readonly (readonly number[])[], weights?: TraceWeights): MinimumTrace<readonly ['area', 'draw']> {
  return reconcileMinimumTrace({ areas: byArea(streets, draws.map((each) => each.slice(0, 4))), totals: byArea(nodes.slice(4), draws.map((each) => each.slice(4))) }, tree, weights)
}

function numbersOf({ areas, totals }: { readonly areas: ByArea; readonly totals: ByArea }): number[] {
  return [...areas.values, ...totals.values]
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[], within: number): void {
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, i) => expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(within))
}

/** W as the library builds it, from its definition. */
function weightMatrix(weights: TraceWeights): number[][] {
  const sizes = [1, 1, 1, 1, 4, 2, 2]
  if (weights.name === 'structural') return sizes.map((size, i) => sizes.map((_, j) => (i === j ? size : 0)))
  const moment = (i: number, j: number): number => noise.reduce((sum, row) => sum + row[i]! * row[j]!, 0) / noise.length
  const shrinkage = weights.name === 'variance' ? 1 : 0.7174289804656803
  return sizes.map((_, i) => sizes.map((__, j) => (i === j ? moment(i, i) : (1 - shrinkage) * moment(i, j))))
}

/** The textbook formula S(S′W⁻¹S)⁻¹S′W⁻¹y with dense inverses. */
function leastSquares(weight: number[][], given: readonly number[]): number[] {
  const summing = nodes.map((_, i) => streets.map((street, j) => (i < 4 ? Number(i === j) : Number(tree[i - 4]!.members.includes(street)))))
  const weighted = multiply(transpose(summing), inv(weight))
  return multiply(multiply(summing, multiply(inv(multiply(weighted, summing)), weighted)), [...given]) as unknown as number[]
}

function costOf(weight: number[][], given: readonly number[], result: readonly number[]): number {
  const change = result.map((value, i) => value - given[i]!)
  return multiply(multiply(change, inv(weight)), change) as unknown as number
}

describe('minimum trace', () => {
  const given = [120, 80, 60, 140, 430, 190, 210]

  test('reproduces numpy with structural, variance and shrunk weights', () => {
    expectClose(numbersOf(reconcileTree([given])), [120, 80, 65, 145, 410, 200, 210], 1e-9)
    const variance = reconcileTree([given], { name: 'variance', residuals })
    expectClose(numbersOf(variance), [122.850055521936, 81.746808223122, 62.680328783864, 149.113117865137, 416.390310394059, 204.596863745057, 211.793446649001], 1e-9)
    const shrunk = reconcileTree([given], { name: 'shrunk', residuals })
    expectClose(numbersOf(shrunk), [124.171420746787, 80.453603803706, 62.678451875087, 150.424757046034, 417.728233471614, 204.625024550493, 213.103208921121], 1e-9)
    expect(shrunk.shrinkage).toBeCloseTo(0.7174289804656803, 13)
    expect(variance.shrinkage).toBeUndefined()
  })

  test('keeps areas at least 0 as numpy does by trying every set of zeros, and tells how many', () => {
    const result = reconcileTree([[2, 80, 60, 140, 300, 10, 150]])
    expectClose(numbersOf(result), [0, 64.705882352941, 53.529411764706, 133.529411764706, 251.764705882353, 64.705882352941, 187.058823529412], 1e-9)
    expect(result).toMatchObject({ negatives: { given: 0, introduced: 1, removed: 1 }, rounds: 2, notLeast: 0, residual: { before: 72, after: 0 } })
    expect(reconcileTree([[-3, 80, 60, 140, 277, 77, 200]])).toMatchObject({ negatives: { given: 1, introduced: 0, removed: 1 } })
  })

  test('works on any shape, each cell and draw for itself', () => {
    const axes = { grade: createAxis(['P1', 'P2']), area: createAxis(streets), year: createAxis([2021, 2022]), draw: createAxis([0, 1, 2]) }
    const areas = createCube(['grade', 'area', 'year', 'draw'], axes, 'pupils', Float64Array.from({ length: 48 }, (_, i) => 100 + ((i * 37) % 23)))
    const totals = createCube(['grade', 'area', 'year', 'draw'], { ...axes, area: createAxis(nodes.slice(4)) }, 'pupils', Float64Array.from({ length: 36 }, (_, i) => 300 + ((i * 53) % 41)))
    const result = reconcileMinimumTrace({ areas, totals }, tree)
    expect(result.totals).toEqual(aggregate(result.areas, 'area', tree))
    const at = { grade: 'P2', year: 2022, draw: 1 }
    const one = [...streets.map((area) => valueAt(areas, { ...at, area })), ...nodes.slice(4).map((area) => valueAt(totals, { ...at, area }))]
    expectClose([...streets.map((area) => valueAt(result.areas, { ...at, area })), ...nodes.slice(4).map((area) => valueAt(result.totals, { ...at, area }))], leastSquares(weightMatrix({ name: 'structural' }), one), 1e-9)
  })

  test('names what does not fit', () => {
    const areas = byArea(streets, [[1, 2, 3, 4]])
    const totals = byArea(nodes.slice(4), [[10, 3, 7]])
    const code = (name: string) => expect.objectContaining({ code: name })
    expect(() => reconcileMinimumTrace({ areas, totals }, tree.slice(0, 2))).toThrow(code('label-mismatch'))
    expect(() => reconcileMinimumTrace({ areas, totals }, [tree[0]!, tree[1]!, { label: 'west', members: ['C', 'E'] }])).toThrow(code('unknown-label'))
    expect(() => reconcileMinimumTrace({ areas, totals }, [tree[0]!, tree[1]!, { label: 'west', members: [] }])).toThrow(code('invalid-option'))
    expect(() => reconcileMinimumTrace({ areas, totals: byArea(nodes.slice(4), [[10, 3, 7], [10, 3, 7]]) }, tree)).toThrow(code('label-mismatch'))
    expect(() => reconcileMinimumTrace({ areas: byArea(streets, [[1, 2, 3, Number.NaN]]), totals }, tree)).toThrow(expect.objectContaining({ code: 'not-finite', where: { area: 'D', draw: 0 } }))
    expect(() => reconcileMinimumTrace({ areas: { ...areas, unit: 'places' }, totals }, tree)).toThrow(code('unit-mismatch'))
    expect(() => reconcileMinimumTrace({ areas, totals: byArea(['A'], [[10]]) }, [{ label: 'A', members: streets }])).toThrow(code('duplicate-label'))
    expect(() => reconcileMinimumTrace({ areas, totals }, tree, { name: 'variance', residuals: { ...residuals, C: [1, 2] } })).toThrow(/every area and total needs 5 finite residuals, got other for C/)
    expect(() => reconcileMinimumTrace({ areas, totals }, tree, { name: 'shrunk', residuals: Object.fromEntries(nodes.map((label) => [label, [1, 2]])) })).toThrow(/needs 3 finite residuals/)
    expect(() => reconcileMinimumTrace({ areas, totals }, tree, { name: 'variance', residuals: Object.fromEntries(nodes.map((label) => [label, [0, 0]])) })).toThrow(code('no-data'))
  })
})

describe('laws of minimum trace', () => {
  const weights = fc.constantFrom(...everyWeight)
  const anyNumber = fc.oneof(fc.double({ min: 0, max: 500, noNaN: true }), fc.double({ min: -20, max: 20, noNaN: true }))
  const anyDraw = fc.array(anyNumber, { minLength: 7, maxLength: 7 })
  const anyDraws = fc.array(anyDraw, { minLength: 1, maxLength: 4 })
  // Far enough from zero that nothing turns negative.
  const safeDraw = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 7, maxLength: 7 }).map((shift) => [400, 400, 400, 400, 1600, 800, 800].map((value, i) => value + shift[i]!))
  const law = <T>(name: string, arbitrary: fc.Arbitrary<T>, holds: (value: T, by: TraceWeights) => void): void => {
    test(name, () => fc.assert(fc.property(arbitrary, weights, holds), settings))
  }

  law('totals are the sums of their areas and no area is negative', anyDraws, (draws, by) => {
    const result = reconcileTree(draws, by)
    expect(result.totals).toEqual(aggregate(result.areas, 'area', tree))
    expect(numbersOf(result).every((value) => value >= 0)).toBe(true)
    expect(result.rounds).toBeLessThanOrEqual(5)
    expect(result.residual.after).toBe(0)
  })

  law('a second time changes nothing, bit for bit', anyDraws, (draws, by) => {
    const once = reconcileTree(draws, by)
    const twice = reconcileMinimumTrace(once, tree, by)
    expect(numbersOf(twice)).toEqual(numbersOf(once))
    expect(twice).toMatchObject({ residual: { before: 0 }, negatives: { given: 0, introduced: 0, removed: 0 }, rounds: 1 })
  })

  law('forecasts that agree and are not negative come back bit for bit', fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { minLength: 4, maxLength: 4 }), (values, by) => {
    const areas = byArea(streets, [values])
    const totals = aggregate(areas, 'area', tree)
    expect(numbersOf(reconcileMinimumTrace({ areas, totals }, tree, by))).toEqual([...areas.values, ...totals.values])
  })

  law('without negatives it is the dense textbook formula', safeDraw, (given, by) => {
    const result = reconcileTree([given], by)
    expect(result.rounds).toBe(1)
    expectClose(numbersOf(result), leastSquares(weightMatrix(by), given), 1e-9)
  })

  law('without negatives it is linear', fc.tuple(safeDraw, safeDraw, fc.double({ min: 0, max: 2, noNaN: true })), ([first, second, factor], by) => {
    const [one, two] = [numbersOf(reconcileTree([first], by)), numbersOf(reconcileTree([second], by))]
    expectClose(numbersOf(reconcileTree([first.map((value, i) => value + factor * second[i]!)], by)), one.map((value, i) => value + factor * two[i]!), 1e-8)
  })

  law('no coherent forecast without negatives is nearer, unless it says so', anyDraw, (given, by) => {
    const weight = weightMatrix(by)
    const result = reconcileTree([given], by)
    const zeros = Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].filter((j) => (bits >> j) % 2 === 1))
    // Oracle: least squares over the areas left after each possible set of zeros, by dense normal equations.
    const costs = zeros.map((zero) => {
      const kept = [0, 1, 2, 3].filter((j) => !zero.includes(j))
      const summing = nodes.map((_, i) => kept.map((j) => (i < 4 ? Number(i === j) : Number(tree[i - 4]!.members.includes(streets[j]!)))))
      if (kept.length === 0) return costOf(weight, given, given.map(() => 0))
      const weighted = multiply(transpose(summing), inv(weight))
      const areas = multiply(multiply(inv(multiply(weighted, summing)), weighted), [...given]) as unknown as number[]
      return areas.some((value) => value < -1e-9) ? Infinity : costOf(weight, given, multiply(summing, areas) as unknown as number[])
    })
    const [best, own] = [Math.min(...costs), costOf(weight, given, numbersOf(result))]
    if (result.notLeast === 0) expect(own).toBeLessThanOrEqual(best * (1 + 1e-9) + 1e-9)
    else expect(by.name).toBe('shrunk')
    expect(own).toBeGreaterThanOrEqual(best * (1 - 1e-9) - 1e-9)
  })

  law('a draw does not depend on the other draws', anyDraws, (draws, by) => {
    const all = reconcileTree(draws, by)
    const first = reconcileTree(draws.slice(0, 1), by)
    expect([...selectLabels(all.areas, 'draw', [0]).values]).toEqual([...first.areas.values])
    expect([...selectLabels(all.totals, 'draw', [0]).values]).toEqual([...first.totals.values])
  })
})

describe('the parts of minimum trace', () => {
  test('ends within parts + 1 rounds where each zero brings about the next', () => {
    // A firm total takes 10 from each of six parts. The first has 9 only; what it lacks makes the share of the others just exceed the next, and so on.
    const given = [9]
    let lacking = 1
    for (let share = 10, left = 5; left > 1; left--) {
      given.push(share + lacking / left / 2)
      share += lacking / left
      lacking /= 2 * left
    }
    given.push(1000)
    given.push(given.reduce((sum, value) => sum + value, 0) - 60)
    const result = createReconciler(6, [[0, 1, 2, 3, 4, 5]], (i, j) => (i !== j ? 0 : i === 6 ? 1e-9 : 1))(Float64Array.from(given))
    expect(result).toMatchObject({ rounds: 6, removed: 5, introduced: 1, least: true })
    expectClose(result.values, [0, 0, 0, 0, 0, given[6]!, given[6]!], 1e-6)
  })

  test('tells when correlated errors let a zero stand that is not the nearest', () => {
    // Found by a search in numpy: all three parts are set to zero at a cost of 11.7077, with the second left free it is 11.2892.
    const weight = [
      [7, 1, 0, 1],
      [1, 7, 8, 6],
      [0, 8, 14, 9],
      [1, 6, 9, 8],
    ]
    const given = [6, 5, 2, 1]
    const result = createReconciler(3, [[0, 1, 2]], (i, j) => weight[i]![j]!)(Float64Array.from(given))
    expect(result).toMatchObject({ least: false, removed: 3 })
    expect(costOf(weight, given, [...result.values])).toBeCloseTo(11.707729468599034, 10)
  })

  test('a solver solves, and refuses a singular matrix', () => {
    expect(createSolver([[2, 1], [1, 3]])([3, 5])).toEqual([0.8, 1.4])
    expect(createSolver([])([])).toEqual([])
    expect(() => createSolver([[1, 2], [2, 4]])).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  })

  test('errors that never vary and totals that are sums of their parts still give weights to solve with', () => {
    const rows = Array.from({ length: 400 }, (_, t) => [Math.sin(t), Math.cos(3 * t), 0]).map(([a, b, c]) => [a!, b!, c!, a! + b! + c!])
    const { covariance, intensity } = shrinkCovariance(rows)
    expect(intensity).toBeGreaterThanOrEqual(1e-6)
    expect(covariance[2]![2]).toBeGreaterThan(0)
    const result = createReconciler(3, [[0, 1, 2]], (i, j) => covariance[i]![j]!)(Float64Array.of(10, 20, 30, 70))
    expect(result.values[2]).toBeCloseTo(30, 5)
    expect(result.values[3]).toBe(result.values[0]! + result.values[1]! + result.values[2]!)
    // Perfect correlation, known without doubt: nothing would be left to solve with were it not shrunk a little.
    const perfect = shrinkCovariance([[1, 1, 2], [-1, -1, -2], [1, 1, 2]])
    expect(perfect.intensity).toBe(1e-6)
    expectClose(createReconciler(2, [[0, 1]], (i, j) => perfect.covariance[i]![j]!)(Float64Array.of(10, 20, 36)).values, [11, 21, 32], 1e-6)
  })
})

describe('in proportion', () => {
  const axes = { area: createAxis(['North', 'South']), grade: createAxis(['P1', 'P2', 'J1']), draw: createAxis([0, 1]) }
  const pupils = createCube(['area', 'grade', 'draw'], axes, 'pupils', Float64Array.of(10, 20, 30, 0, 60, 5, 40, 40, 0, 0, 40, 5))
  const byGrade = (...values: number[]) => createCube(['grade'], { grade: axes.grade }, 'pupils', Float64Array.from(values))
  const byAreas = (...values: number[]) => createCube(['area'], { area: axes.area }, 'pupils', Float64Array.from(values))

  test('each sum becomes its total by one factor, draw by draw, and zero stays zero', () => {
    const result = reconcileProportional(pupils, [{ totals: byAreas(50, 160) }])
    expect([...selectLabels(result.cube, 'draw', [0]).values]).toEqual([5, 15, 30, 80, 0, 80])
    expect([...selectLabels(result.cube, 'draw', [1]).values]).toEqual([40, 0, 10, 160 * (40 / 45), 0, 160 * (5 / 45)])
    expect(result).toMatchObject({ status: 'converged', rounds: 1, issues: [] })
    expect(result.residual.before).toBe(1)
    expect(result.residual.after).toBeLessThan(1e-15)
  })

  test('totals of each draw, of groups of grades, and of only some labels', () => {
    const perDraw = createCube(['area', 'draw'], { area: axes.area, draw: axes.draw }, 'pupils', Float64Array.of(200, 50, 40, 90))
    expect([...total(reconcileProportional(pupils, [{ totals: perDraw }]).cube, 'grade').values]).toEqual([200, 50, 40, 90])
    const groups = stageGroups(chinaLadder, axes.grade.labels)
    const byStage = createCube(['area', 'stage'], { area: axes.area, stage: createAxis(groups.map((group) => group.label)) }, 'pupils', Float64Array.of(80, Number.NaN, 20, 10))
    const some = reconcileProportional(pupils, [{ totals: byStage, groups: { of: 'grade', into: groups, as: 'stage' } }]).cube
    // North's junior total is not known: its cells are left alone.
    expect([...selectLabels(some, 'draw', [0]).values]).toEqual([20, 60, 60, 20, 0, 10])
    const primary = createCube(['grade'], { grade: createAxis(['primary']) }, 'pupils', Float64Array.of(160))
    const ungrouped = reconcileProportional(pupils, [{ totals: primary, groups: { of: 'grade', into: [{ label: 'primary', members: ['P1', 'P2'] }] } }]).cube
    expect([...selectLabels(ungrouped, 'draw', [0]).values]).toEqual([20, 60, 60, 80, 0, 40])
    const primaryByArea = createCube(['grade', 'area'], { grade: createAxis(['primary']), area: axes.area }, 'pupils', Float64Array.of(80, 0))
    const partly = reconcileProportional(pupils, [{ totals: primaryByArea, groups: { of: 'grade', into: [{ label: 'primary', members: ['P1', 'P2'] }] } }]).cube
    expect([...selectLabels(partly, 'draw', [0]).values]).toEqual([20, 60, 60, 0, 0, 40])
  })

  test('two margins: from even cells, row total × column total ÷ all', () => {
    const even = createCube(['area', 'grade'], { area: axes.area, grade: axes.grade }, 'pupils', new Float64Array(6).fill(7))
    const result = reconcileProportional(even, [{ totals: byAreas(150, 300) }, { totals: byGrade(200, 100, 150) }])
    expectClose(result.cube.values, [150 * 200, 150 * 100, 150 * 150, 300 * 200, 300 * 100, 300 * 150].map((value) => value / 450), 1e-9)
    expect(result.status).toBe('converged')
  })

  test('totals that contradict each other are an outcome, noticed early', () => {
    const filled = mapCube(pupils, 'pupils', (value) => value + 1)
    const result = reconcileProportional(filled, [{ totals: byAreas(100, 100) }, { totals: byGrade(50, 50, 120) }])
    expect(result).toMatchObject({ status: 'not-converged', issues: [{ severity: 'assumption', assumed: 'the control given last is met', amounts: { failed: 2, draws: 2 } }] })
    expect(result.rounds).toBeLessThanOrEqual(100)
    expectClose(total(result.cube, 'area').values.slice(), [50, 50, 50, 50, 120, 120], 1e-9)
    expect(reconcileProportional(filled, [{ totals: byAreas(50, 160) }, { totals: byGrade(70, 60, 80) }], { maxRounds: 2 }).rounds).toBe(2)
  })

  test('a positive total over cells of 0 cannot be reached: all such are named at once', () => {
    const perGrade = createCube(['area', 'grade'], { area: axes.area, grade: axes.grade }, 'pupils', Float64Array.of(1, 1, 1, 1, 3, 1))
    const empty = createCube(['area', 'grade'], { area: axes.area, grade: axes.grade }, 'pupils', Float64Array.of(1, 0, 1, 1, 0, 1))
    expect(() => reconcileProportional(empty, [{ totals: perGrade }])).toThrow(
      expect.objectContaining({
        code: 'no-data',
        issues: [
          expect.objectContaining({ where: { area: 'North', grade: 'P2' }, amounts: { total: 1 } }),
          expect.objectContaining({ where: { area: 'South', grade: 'P2' }, amounts: { total: 3 } }),
        ],
      }),
    )
    const nobody = createCube(['area', 'grade'], { area: axes.area, grade: axes.grade }, 'pupils', Float64Array.of(2, 0, 2, 2, 0, 2))
    expect(reconcileProportional(empty, [{ totals: nobody }]).cube.values).toEqual(nobody.values)
    // South's P2 is 0 in both draws, North's in the second only.
    expect(() => reconcileProportional(pupils, [{ totals: byAreas(0, 10) }, { totals: byGrade(5, 5, 0) }])).toThrow(/grade P2: the total is 5 and all its cells are 0/)
  })

  test('names what does not fit', () => {
    const code = (name: string) => expect.objectContaining({ code: name })
    expect(() => reconcileProportional(pupils, [{ totals: byAreas(-1, 10) }])).toThrow(code('invalid-input'))
    expect(() => reconcileProportional(pupils, [{ totals: byAreas(Infinity, 10) }])).toThrow(code('invalid-input'))
    expect(() => reconcileProportional(createCube(['area'], axes, 'pupils', Float64Array.of(-1, 1)), [{ totals: byAreas(1, 10) }])).toThrow(code('invalid-input'))
    expect(() => reconcileProportional(createCube(['area'], axes, 'pupils', Float64Array.of(Number.NaN, 1)), [])).toThrow(code('not-finite'))
    expect(() => reconcileProportional(pupils, [{ totals: { ...byAreas(1, 1), unit: 'places' } }])).toThrow(code('unit-mismatch'))
    expect(() => reconcileProportional(pupils, [{ totals: createCube(['year'], { year: createAxis([2021]) }, 'pupils') }])).toThrow(/totals may use only area, grade, draw, got year/)
    expect(() => reconcileProportional(pupils, [{ totals: createCube(['area'], { area: createAxis(['South', 'North']) }, 'pupils') }])).toThrow(code('label-mismatch'))
    const twice = [{ label: 'P1', members: ['P1', 'P2'] }, { label: 'P2', members: ['P2'] }, { label: 'J1', members: ['J1'] }]
    expect(() => reconcileProportional(pupils, [{ totals: byGrade(1, 1, 1), groups: { of: 'grade', into: twice } }])).toThrow(code('duplicate-label'))
    expect(() => reconcileProportional(createCube(['draw', 'area'], axes, 'pupils'), [])).toThrow(/draw must be the last dimension/)
    expect(() => reconcileProportional(pupils, [], { maxRounds: 0 })).toThrow(code('invalid-option'))
  })
})

describe('laws of proportion', () => {
  const [rows, columns] = [['a', 'b', 'c'], ['P1', 'P2', 'P3', 'P4']]
  const axes = { area: createAxis(rows), grade: createAxis(columns), draw: createAxis([0, 1]) }
  const cells = (least: number) => fc.array(fc.double({ min: least, max: 900, noNaN: true }), { minLength: 24, maxLength: 24 })
  const cubeOf = (values: readonly number[]) => createCube(['area', 'grade', 'draw'], axes, 'pupils', Float64Array.from(values))
  // Totals of another table of the same shape, which therefore do not contradict each other.
  const controlsOf = (values: readonly number[]) => [{ totals: total(cubeOf(values), 'grade') }, { totals: total(cubeOf(values), 'area') }]

  test('sums agree with both margins in every draw', () => {
    fc.assert(
      fc.property(cells(1), cells(1), (first, second) => {
        const controls = controlsOf(second)
        const result = reconcileProportional(cubeOf(first), controls)
        expect(result.status).toBe('converged')
        const sums = [total(result.cube, 'grade').values, total(result.cube, 'area').values]
        controls.forEach(({ totals }, c) => totals.values.slice().forEach((value, i) => expect(Math.abs(sums[c]![i]! / value - 1)).toBeLessThan(1e-9)))
      }),
      settings,
    )
  })

  test('the pattern inside is kept: cross ratios do not change', () => {
    fc.assert(
      fc.property(cells(1), cells(1), (first, second) => {
        const { cube } = reconcileProportional(cubeOf(first), controlsOf(second))
        const ratio = (c: typeof cube, draw: number): number => {
          const at = (area: string, grade: string): number => valueAt(c, { area, grade, draw })
          return (at('a', 'P1') * at('c', 'P4')) / (at('a', 'P4') * at('c', 'P1'))
        }
        for (const draw of [0, 1]) expect(ratio(cube, draw) / ratio(cubeOf(first), draw)).toBeCloseTo(1, 8)
      }),
      settings,
    )
  })

  test('a second time, and where sums agree already, nothing changes, bit for bit', () => {
    fc.assert(
      fc.property(cells(1), cells(1), (first, second) => {
        const once = reconcileProportional(cubeOf(first), controlsOf(second)).cube
        expect(reconcileProportional(once, controlsOf(second))).toMatchObject({ cube: { values: once.values }, rounds: 0 })
        expect(reconcileProportional(cubeOf(first), controlsOf(first)).cube).toEqual(cubeOf(first))
      }),
      settings,
    )
  })

  test('cells of 0 stay 0, and a draw does not depend on the other', () => {
    fc.assert(
      fc.property(cells(1), cells(1), fc.nat(11), (first, second, hole) => {
        const seed = first.map((value, i) => (Math.floor(i / 2) === hole ? 0 : value))
        const totals = total(cubeOf(second), 'grade')
        const both = reconcileProportional(cubeOf(seed), [{ totals }]).cube
        expect(both.values[2 * hole]).toBe(0)
        const alone = reconcileProportional(selectLabels(cubeOf(seed), 'draw', [1]), [{ totals: selectLabels(totals, 'draw', [1]) }]).cube
        expect(alone).toEqual(selectLabels(both, 'draw', [1]))
      }),
      settings,
    )
  })
})
