// The transport solver against brute force over whole amounts, against its own dual (a proof of optimality), and against a linear program.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { createNetworkSimplex } from '../../src/numeric/network-simplex.js'
import type { Network } from '../../src/numeric/network-simplex.js'

interface Problem {
  readonly supply: number[]
  readonly room: number[]
  readonly arcs: { readonly from: number; readonly to: number; readonly cost: number; readonly limit: number }[]
}

const networkOf = ({ supply, room, arcs }: Problem): Network => ({
  sources: supply.length,
  sinks: room.length,
  from: Int32Array.from(arcs, (arc) => arc.from),
  to: Int32Array.from(arcs, (arc) => arc.to),
  cost: Float64Array.from(arcs, (arc) => arc.cost),
  limit: Float64Array.from(arcs, (arc) => arc.limit),
})

/** The most that can be sent and its least cost, by trying every whole amount on every arc. */
function bruteForce({ supply, room, arcs }: Problem): { sent: number; cost: number } {
  let best = { sent: 0, cost: 0 }
  const left = [...supply]
  const free = [...room]
  const go = (arc: number, sent: number, cost: number): void => {
    if (arc === arcs.length) {
      if (sent > best.sent || (sent === best.sent && cost < best.cost)) best = { sent, cost }
      return
    }
    const { from, to, limit, cost: each } = arcs[arc]!
    const most = Math.min(left[from]!, free[to]!, limit)
    for (let amount = 0; amount <= most; amount++) {
      left[from]! -= amount
      free[to]! -= amount
      go(arc + 1, sent + amount, cost + amount * each)
      left[from]! += amount
      free[to]! += amount
    }
  }
  go(0, 0, 0)
  return best
}

function outcome(problem: Problem): { sent: number; cost: number } {
  const state = createNetworkSimplex(networkOf(problem))(Float64Array.from(problem.supply), Float64Array.from(problem.room))
  return { sent: state.flow.reduce((sum, each) => sum + each, 0), cost: state.flow.reduce((sum, each, a) => sum + each * problem.arcs[a]!.cost, 0) }
}

const problems = (size: { nodes: number; amount: number; arcs: number }): fc.Arbitrary<Problem> =>
  fc
    .record({
      supply: fc.array(fc.nat(size.amount), { minLength: 1, maxLength: size.nodes }),
      room: fc.array(fc.nat(size.amount), { minLength: 1, maxLength: size.nodes }),
    })
    .chain(({ supply, room }) =>
      fc
        .uniqueArray(fc.record({ from: fc.nat(supply.length - 1), to: fc.nat(room.length - 1), cost: fc.nat(9), limit: fc.constantFrom(1, 2, Infinity, Infinity) }), { maxLength: size.arcs, selector: ({ from, to }) => from * 100 + to })
        .map((arcs) => ({ supply, room, arcs })),
    )

describe('the transport solver', () => {
  test('sends as much as brute force does and at the same cost', () => {
    fc.assert(
      fc.property(problems({ nodes: 3, amount: 3, arcs: 6 }), (problem) => {
        expect(outcome(problem)).toEqual(bruteForce(problem))
      }),
      { seed: 20210901, numRuns: 400 },
    )
  })

  test('its prices prove it: no arc with room is cheaper than its prices, none in use dearer', () => {
    fc.assert(
      fc.property(problems({ nodes: 20, amount: 50, arcs: 120 }), (problem) => {
        const network = networkOf(problem)
        const { flow, price, left } = createNetworkSimplex(network)(Float64Array.from(problem.supply), Float64Array.from(problem.room))
        const out = new Float64Array(network.sources)
        const into = new Float64Array(network.sinks)
        problem.arcs.forEach(({ from, to, cost, limit }, a) => {
          out[from]! += flow[a]!
          into[to]! += flow[a]!
          const reduced = cost + price[from]! - price[network.sources + to]!
          if (flow[a]! < limit) expect(reduced).toBeGreaterThanOrEqual(-1e-9)
          if (flow[a]! > 0) expect(reduced).toBeLessThanOrEqual(1e-9)
          expect(flow[a]!).toBeGreaterThanOrEqual(0)
          expect(flow[a]!).toBeLessThanOrEqual(limit)
        })
        problem.supply.forEach((amount, i) => expect(out[i]! + left[i]!).toBeCloseTo(amount, 9))
        problem.room.forEach((amount, j) => expect(into[j]!).toBeLessThanOrEqual(amount + 1e-9))
      }),
      { seed: 20210901, numRuns: 300 },
    )
  })

  /** Numbers that any language makes alike: x ← 16,807 x modulo 2³¹ − 1 from 1, each taken modulo the bound. */
  const madeProblem = ({ nodes, arcs, supply, room, cost }: { nodes: number; arcs: number; supply: number; room: number; cost: (draw: (bound: number) => number) => number }): Problem => {
    let x = 1
    const draw = (bound: number): number => (x = (x * 16_807) % 2_147_483_647) % bound
    const list = Array.from({ length: arcs }, () => ({ from: draw(nodes), to: draw(nodes), cost: cost(draw), limit: Infinity }))
    return { arcs: list, supply: Array.from({ length: nodes }, () => draw(supply)), room: Array.from({ length: nodes }, () => draw(room)) }
  }

  test.each([
    // scipy.optimize.linprog (1.17.1, HiGHS) with cost − 1,000,000 on each arc gives the same two sums.
    [{ nodes: 100, arcs: 600, supply: 60, room: 90 }, { sent: 3322, cost: 852_934 }],
    [{ nodes: 300, arcs: 3000, supply: 9, room: 9 }, { sent: 1178, cost: 246_539 }],
  ])('what a linear program sends and costs, so it does: %o', (size, expected) => {
    expect(outcome(madeProblem({ ...size, cost: (draw) => draw(1000) }))).toEqual(expected)
  })

  /** By how much the prices fail to prove an answer: 0 for the most that can be sent at the least cost. */
  function slipOf(problem: Problem): number {
    const network = networkOf(problem)
    const { flow, price, left } = createNetworkSimplex(network)(Float64Array.from(problem.supply), Float64Array.from(problem.room))
    const into = new Float64Array(network.sinks)
    const out = new Float64Array(network.sources)
    let slip = 0
    problem.arcs.forEach(({ from, to, cost, limit }, a) => {
      out[from]! += flow[a]!
      into[to]! += flow[a]!
      const reduced = cost + price[from]! - price[network.sources + to]!
      slip = Math.max(slip, flow[a]! < limit ? -reduced : 0, flow[a]! > 0 ? reduced : 0, -flow[a]!, flow[a]! - limit)
    })
    // Who keeps something pays the highest price of all, and a sink with room left is free.
    const dearest = Math.min(...price.subarray(0, network.sources))
    problem.supply.forEach((amount, i) => (slip = Math.max(slip, Math.abs(out[i]! + left[i]! - amount), left[i]! > 1e-9 ? price[i]! - dearest : 0)))
    problem.room.forEach((amount, j) => (slip = Math.max(slip, into[j]! - amount, price[network.sources + j]!, into[j]! < amount - 1e-9 ? -price[network.sources + j]! : 0)))
    return slip
  }

  test('the prices of sources and sinks prove it too: what is kept is the dearest, and a sink with room left is free', () => {
    fc.assert(
      fc.property(problems({ nodes: 40, amount: 20, arcs: 250 }), (problem) => {
        expect(slipOf(problem)).toBeLessThanOrEqual(1e-9)
      }),
      { seed: 20210901, numRuns: 150 },
    )
  })

  test.each([
    ['costs in which almost all are equal', (draw: (bound: number) => number) => draw(3), 2],
    ['costs that are all the same', () => 1, 4],
    ['ways that cost nothing', () => 0, 4],
    ['costs from one millionth to a million', (draw: (bound: number) => number) => 10 ** (draw(12_001) / 1000 - 6), 100],
  ])('2,000 sources and sinks with 40,000 ways end in an answer that is proven: %s', (_, cost, amount) => {
    // Half of the sinks of small amounts have no room; a solver that goes in circles would not end.
    expect(slipOf(madeProblem({ nodes: 2000, arcs: 40_000, supply: amount, room: amount, cost }))).toBeLessThanOrEqual(1e-8)
  })

  test('small costs are told apart beside large ones', () => {
    // One place for one of two pupils, a thousandth and three thousandths of a metre away, with a way of a million beside it.
    const arcs = [
      { from: 0, to: 0, cost: 3e-6, limit: Infinity },
      { from: 1, to: 0, cost: 1e-6, limit: Infinity },
      { from: 2, to: 1, cost: 1e6, limit: Infinity },
    ]
    expect(outcome({ supply: [1, 1, 1], room: [1, 1], arcs })).toEqual({ sent: 2, cost: 1e6 + 1e-6 })
  })

  test('a sink without room takes nothing, even where the way costs nothing', () => {
    expect(outcome({ supply: [5, 5], room: [0, 3], arcs: [{ from: 0, to: 0, cost: 0, limit: Infinity }, { from: 1, to: 0, cost: 0, limit: Infinity }, { from: 1, to: 1, cost: 4, limit: Infinity }] })).toEqual({ sent: 3, cost: 12 })
  })

  test('a chain of detours is taken to place one more', () => {
    // A reaches only 1; B reaches 1 (near) and 2 (far): B gives way.
    const arcs = [
      { from: 0, to: 0, cost: 5, limit: Infinity },
      { from: 1, to: 0, cost: 1, limit: Infinity },
      { from: 1, to: 1, cost: 90, limit: Infinity },
    ]
    expect(outcome({ supply: [1, 1], room: [1, 1], arcs })).toEqual({ sent: 2, cost: 95 })
  })

  test('a solver used again gives what a fresh one gives', () => {
    const problem: Problem = { supply: [4, 5], room: [3, 4], arcs: [0, 1].flatMap((from) => [0, 1].map((to) => ({ from, to, cost: 1 + from + 2 * to, limit: 3 }))) }
    const solve = createNetworkSimplex(networkOf(problem))
    solve(Float64Array.of(9, 9), Float64Array.of(9, 0))
    const again = [...solve(Float64Array.from(problem.supply), Float64Array.from(problem.room)).flow]
    expect(again).toEqual([...createNetworkSimplex(networkOf(problem))(Float64Array.from(problem.supply), Float64Array.from(problem.room)).flow])
    expect(outcome(problem)).toEqual(bruteForce(problem))
  })

  test('amounts need not be whole', () => {
    expect(outcome({ supply: [0.3, 0.1], room: [0.35], arcs: [{ from: 0, to: 0, cost: 2, limit: Infinity }, { from: 1, to: 0, cost: 1, limit: Infinity }] }).sent).toBeCloseTo(0.35, 12)
  })
})
