// Seating pupils in neighbouring areas: by hand, against the linear program, and the fast way of the search against the sure one.

import fc from 'fast-check'
import { seatPupils } from 'school-places/schedule'
import type { SeatLink } from 'school-places/schedule'
import { describe, expect, test } from 'vitest'

import { ProgramWriter } from '../../src/schedule/linear-program'
import { createReliefFlow } from '../../src/schedule/relief-flow'
import { loadSolver, solveProgram } from '../../src/schedule/solve'

const settings = { seed: 20210901, numRuns: 150 }

const layer = fc.integer({ min: 2, max: 5 }).chain((areas) =>
  fc.record({
    demand: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: areas, maxLength: areas }),
    places: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: areas, maxLength: areas }),
    links: fc.array(
      fc.record({ from: fc.nat(areas - 1), step: fc.integer({ min: 1, max: areas - 1 }), pupils: fc.integer({ min: 0, max: 40 }), burden: fc.constantFrom(0, 0, 0.25, 0.5) }).map(({ from, step, pupils, burden }): SeatLink => ({ from, to: (from + step) % areas, pupils, burden })),
      { maxLength: 8 },
    ),
  }),
)

describe('pupils and the places of neighbours', () => {
  test('pupils of a full area sit next door, as far as the link allows', () => {
    const { unmet, moved } = seatPupils([130, 60], [100, 80], [{ from: 0, to: 1, pupils: 15, burden: 0 }])
    expect([...unmet]).toEqual([15, 0])
    expect([...moved]).toEqual([15])
  })

  test('a place two areas away helps through the area between', () => {
    // 20 of A sit in B, so 20 of B sit in C.
    const links = [{ from: 0, to: 1, pupils: 30, burden: 0 }, { from: 1, to: 2, pupils: 20, burden: 0 }]
    const { unmet, moved } = seatPupils([100, 50, 40], [70, 50, 90], links)
    expect([...unmet]).toEqual([10, 0, 0])
    expect([...moved]).toEqual([20, 20])
  })

  test('nobody travels when that counts as much as to be without a place', () => {
    const links = [{ from: 0, to: 1, pupils: 30, burden: 0.6 }, { from: 1, to: 2, pupils: 30, burden: 0.6 }]
    expect(seatPupils([100, 50, 40], [70, 50, 90], links).loss).toBe(30)
  })

  test('the near neighbour is used before the far one', () => {
    const links = [{ from: 0, to: 1, pupils: 30, burden: 0.5 }, { from: 0, to: 2, pupils: 10, burden: 0.25 }]
    const { moved, loss } = seatPupils([100, 0, 0], [80, 50, 50], links)
    expect([...moved]).toEqual([10, 10])
    expect(loss).toBe(7.5)
  })

  test('the loss is that of the linear program', async () => {
    const solver = (await loadSolver())!
    fc.assert(
      fc.property(layer, ({ demand, places, links }) => {
        const writer = new ProgramWriter()
        // Pupils of an area: in its own places, over a link, or without; a place holds one pupil.
        const own = demand.map(() => writer.column(0, Infinity))
        const short = demand.map(() => writer.column(0, Infinity))
        const over = links.map(({ pupils }) => writer.column(0, pupils))
        demand.forEach((pupils, a) => {
          const out = links.flatMap(({ from }, i): [number, number][] => (from === a ? [[over[i]!, 1]] : []))
          const into = links.flatMap(({ to }, i): [number, number][] => (to === a ? [[over[i]!, 1]] : []))
          writer.row([[own[a]!, 1], [short[a]!, 1], ...out], pupils, pupils)
          writer.row([[own[a]!, 1], ...into], -Infinity, places[a]!)
        })
        const cost = new Float64Array(writer.columns)
        for (const column of short) cost[column] = 1
        links.forEach(({ burden }, i) => (cost[over[i]!] = burden))
        const { value } = solveProgram(solver, writer.program(cost), { relaxed: true, gap: 0 })
        expect(seatPupils(demand, places, links).loss).toBeCloseTo(value, 5)
      }),
      { ...settings, numRuns: 60 },
    )
  })

  test('the fast way of the search seats as many when no journey is a burden, and never claims fewer unmet otherwise', () => {
    fc.assert(
      fc.property(layer, ({ demand, places, links }) => {
        // The fast way does not look whether an area has pupils enough to make room: give it enough.
        const crowd = demand.map((pupils) => pupils + 400)
        const room = places.map((each) => each + 400)
        const fast = createReliefFlow(demand.length, links)
        const sure = seatPupils(crowd, room, links)
        const found = fast(Float64Array.from(crowd, (pupils, a) => pupils - room[a]!))
        if (links.every(({ burden }) => burden === 0)) expect(found).toBeCloseTo(sure.loss, 6)
        else expect(found).toBeGreaterThanOrEqual(sure.loss - 1e-6)
      }),
      settings,
    )
  })
})
