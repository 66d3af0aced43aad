// Made-up districts with everything a build programme can hold: sites with exclusive options, second phases, extensions, take-backs,
// modular blocks, leases, conversions and closures; pupils that rise and then fall; money and works limits set tight on purpose.

import { createAxis, createCube, createStream } from 'school-places'
import type { Stream } from 'school-places'
import { placeProfile } from 'school-places/schedule'
import type { Candidate, PortfolioProblem } from 'school-places/schedule'

export interface InstanceSize {
  readonly areas: number
  readonly years: number
  readonly projects: number
  readonly draws?: number
  readonly carryOver?: boolean
  readonly seed: number
}

const stages = ['kindergarten', 'primary', 'junior'] as const
type StageName = (typeof stages)[number]
const firstYear = 2026

/** Places of a usual school, grades it fills over, and the year in which its pupils are most. */
const usual: Record<StageName, { readonly school: number; readonly grades: number; readonly pupils: number; readonly peak: number }> = {
  kindergarten: { school: 360, grades: 3, pupils: 2_600, peak: 0.05 },
  primary: { school: 1_080, grades: 6, pupils: 5_200, peak: 0.35 },
  junior: { school: 900, grades: 3, pupils: 2_300, peak: 0.7 },
}

/** A district of `areas` areas and about so many candidate projects. The same seed gives the same district. */
export function makeInstance({ areas, years, projects, draws = 1, carryOver = false, seed }: InstanceSize): PortfolioProblem {
  const names = Array.from({ length: areas }, (_, a) => `street ${a + 1}`)
  const stream = createStream(seed, 'district', areas, years, projects)
  const between = (low: number, high: number): number => low + (high - low) * stream.uniform()
  const spots = names.map(() => [stream.uniform(), stream.uniform()] as const)
  const drawn = (from: number): number[] => Array.from({ length: draws }, (_, d) => from + d)
  const axes = { area: createAxis(names), stage: createAxis<string>([...stages]), year: createAxis(Array.from({ length: years }, (_, t) => firstYear + t)), draw: createAxis(drawn(0)) }
  const demand = new Float64Array(areas * stages.length * years * draws)
  const base = new Float64Array(areas * stages.length * years)
  names.forEach((area, a) => {
    stages.forEach((stage, s) => {
      const now = usual[stage].pupils * between(0.6, 1.4)
      const rise = between(0.15, 0.5)
      const peak = usual[stage].peak + between(-0.1, 0.1)
      const places = now * between(0.92, 1.06)
      for (let t = 0; t < years; t++) {
        const cell = (a * stages.length + s) * years + t
        const wave = (at: number): number => rise * Math.exp(-(((at - peak) / 0.35) ** 2))
        const pupils = now * (1 + wave(t / years) - wave(0))
        base[cell] = Math.round(places / 45) * 45
        for (let d = 0; d < draws; d++) demand[cell * draws + d] = Math.round(pupils * (draws === 1 ? 1 : drift(seed, area, stage, d, t)))
      }
    })
  })
  const candidates = makeCandidates(names, years, projects, stream)
  const spend = candidates.reduce((sum, each) => sum + each.spend.reduce((total, value) => total + value, 0), 0)
  // No year is so poor that the dearest work could never be paid.
  const yearly = Math.max((spend * 0.45) / years, 1.1 * Math.max(...candidates.flatMap((each) => each.spend)))
  // The three nearest areas help, the nearest with three classes of a stage, the third with one.
  const relief = names.flatMap((from, a) =>
    spots
      .map((spot, b) => ({ b, distance: Math.hypot(spot[0] - spots[a]![0], spot[1] - spots[a]![1]) }))
      .filter(({ b }) => b !== a)
      .sort((x, y) => x.distance - y.distance)
      .slice(0, 3)
      .map(({ b }, rank) => ({ from, to: names[b]!, pupils: [135, 90, 45][rank]! })),
  )
  return {
    demand: createCube(['area', 'stage', 'year', 'draw'], axes, 'pupils', demand),
    base: createCube(['area', 'stage', 'year', 'draw'], { ...axes, draw: createAxis([0]) }, 'places', base),
    candidates,
    relief,
    limits: {
      money: Array.from({ length: years }, () => Math.ceil(yearly / 1e6) * 1e6),
      carryOver,
      works: Array.from({ length: years }, () => Math.max(2, Math.round(candidates.length * 0.12))),
      areaWorks: 3,
    },
    weights: { stages: { kindergarten: 0.5, primary: 1, junior: 1 } },
  }
}

/** Pupils of a draw relative to the mean: a level of the district, of the stage and of the area that drift apart with the years. */
function drift(seed: number, area: string, stage: string, draw: number, t: number): number {
  const level = (...key: string[]): number => createStream(seed, 'draw', draw, ...key).normal()
  const spread = 0.02 + 0.01 * t
  return Math.max(0.3, 1 + spread * (0.6 * level() + 0.5 * level(stage) + 0.6 * level(stage, area)))
}

function makeCandidates(names: readonly string[], years: number, projects: number, stream: Stream): Candidate[] {
  const between = (low: number, high: number): number => low + (high - low) * stream.uniform()
  const pick = <T>(list: readonly T[]): T => list[Math.floor(stream.uniform() * list.length)]!
  const list: Candidate[] = []
  const paid = (total: number, shares: readonly number[]): number[] => shares.map((share) => Math.round((total * share) / 1e4) * 1e4)
  while (list.length < projects) {
    const n = list.length + 1
    const area = pick(names)
    const stage = pick(['kindergarten', 'primary', 'primary', 'junior', 'junior'] as const)
    const { school, grades } = usual[stage]
    const latest = firstYear + years - 1
    const window = { earliest: firstYear + Math.floor(between(0, 3)), latest }
    const kind = stream.uniform()
    if (kind < 0.42) {
      // A site with one to three ways to build on it.
      const site = `site ${n}`
      const options = 1 + Math.floor(between(0, 3))
      for (let option = 0; option < options && list.length < projects; option++) {
        const places = Math.round((school * [1, 1.5, 0.7][option]!) / 45) * 45
        const lead = option === 2 ? 2 : 3
        const cost = places * between(120_000, 190_000) * (option === 2 ? 1.15 : 1)
        list.push({ project: `new school ${n}${'abc'[option]}`, area, kind: 'new', site, ...window, effects: [{ area, stage, places: placeProfile({ places, lead, fillYears: grades }) }], spend: paid(cost, lead === 2 ? [0.4, 0.6] : [0.2, 0.4, 0.4]), running: [...placeProfile({ places: places * 800, lead })] })
      }
      if (stream.uniform() < 0.35 && list.length < projects) {
        const first = `new school ${n}a`
        const places = Math.round((school * 0.5) / 45) * 45
        list.push({ project: `second phase ${n}`, area, kind: 'extension', after: [{ project: first, years: 2 }], ...window, effects: [{ area, stage, places: placeProfile({ places, lead: 2 }) }], spend: paid(places * between(80_000, 120_000), [0.5, 0.5]) })
      }
    } else if (kind < 0.6) {
      const places = Math.round(between(180, 540) / 45) * 45
      list.push({ project: `extension ${n}`, area, kind: 'extension', ...window, effects: [{ area, stage, places: placeProfile({ places, lead: 2, duringWorks: stream.uniform() < 0.3 ? -90 : 0 }) }], spend: paid(places * between(90_000, 150_000), [0.5, 0.5]) })
    } else if (kind < 0.7) {
      const places = Math.round(between(270, 720) / 45) * 45
      list.push({ project: `take-back ${n}`, area, kind: 'take-back', ...window, effects: [{ area, stage, places: placeProfile({ places, lead: 1 }) }], spend: paid(places * between(40_000, 70_000), [1]), running: placeProfile({ places: places * 9_000, lead: 1 }) })
    } else if (kind < 0.82) {
      const places = pick([135, 180, 270])
      list.push({ project: `modular block ${n}`, area, kind: 'temporary', ...window, effects: [{ area, stage, places: placeProfile({ places, lead: 1, life: 6 }) }], spend: paid(places * between(25_000, 40_000), [1]) })
    } else if (kind < 0.89) {
      const places = pick([180, 360])
      list.push({ project: `lease ${n}`, area, kind: 'lease', ...window, effects: [{ area, stage, places: placeProfile({ places, lead: 0, life: 5 }) }], spend: paid(places * 6_000, [1]), running: placeProfile({ places: places * 7_000, lead: 0, life: 5 }), workYears: 0 })
    } else if (kind < 0.96) {
      const [from, to] = pick([['primary', 'junior'], ['kindergarten', 'primary']] as const)
      const places = pick([270, 360])
      list.push({ project: `conversion ${n}`, area, kind: 'conversion', ...window, effects: [{ area, stage: from, places: placeProfile({ places: -places, lead: 0 }) }, { area, stage: to, places: placeProfile({ places: Math.round(places * 0.9), lead: 1 }) }], spend: paid(places * 20_000, [1]) })
    } else {
      const places = pick([180, 270])
      const opens = firstYear + Math.floor(between(2, years / 2))
      list.push({ project: `closure ${n}`, area, kind: 'closure', required: true, earliest: opens, latest: Math.min(latest, opens + 3), effects: [{ area, stage, places: placeProfile({ places: -places, lead: 0 }) }], spend: paid(places * 2_000, [1]), workYears: 0 })
    }
  }
  return list
}
