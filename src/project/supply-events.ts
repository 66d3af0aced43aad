// Policy that acts on places: a private school's quota is cut at its entry grade, and the cut moves up with the cohorts it admits.

import { positionOf, requirePosition } from '../core/axis.js'
import { createCube, requireFinite, strideOf } from '../core/cube.js'
import { requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { aSupply } from '../core/nouns.js'
import { counted } from '../core/words.js'
import type { Supply } from '../supply/supply.js'
import { fault, refuse } from './check-scenario.js'

/** Private places of the entry grade are cut by a share from a school year on; the next grade follows a year later, and so on. */
export interface PrivateQuotaCut {
  readonly kind: 'private-quota-cut'
  /** As it is listed in the provenance. */
  readonly name: string
  /** 0–1 of the places. */
  readonly share: number
  /** First school year with the smaller quota. */
  readonly from: number
  /** The grades of the school in order, the entry grade first. */
  readonly grades: readonly string[]
  /** Default: every area. */
  readonly areas?: readonly string[] | undefined
  /** Default: `private` only, not private-inclusive. */
  readonly sectors?: readonly string[] | undefined
}

export type SupplyEvent = PrivateQuotaCut

/**
 * Applies policy events to places, in order. Pupils already admitted keep their places: a cut of the entry grade in year t reaches the
 * n-th grade in year t + n − 1.
 *
 * @param supply `places` [area, grade, sector, year, draw]; not changed
 * @returns a new frozen Supply of the same shape; `additions` are as before, `issues` say what was cut, `provenance.scenarios` lists the names
 * @throws `invalid-input` with every fault at once: unknown area, grade or sector, a share outside 0–1, a year up to the origin
 * Cost: O(cells) per event.
 */
export function applySupplyEvent(supply: Supply, events: SupplyEvent | readonly SupplyEvent[]): Supply {
  requireNoun(supply, aSupply, 'applySupplyEvent')
  const list: readonly SupplyEvent[] = Array.isArray(events) ? (events as readonly SupplyEvent[]) : [events as SupplyEvent]
  refuse(list.flatMap((event) => checkEvent(supply, event)), 'applySupplyEvent')
  const { places } = supply
  const values = places.values.slice()
  const issues: Issue[] = [...supply.issues]
  for (const event of list) issues.push(cut(supply, values, event))
  return Object.freeze({
    ...supply,
    places: requireFinite(createCube(places.dims, places.axes, places.unit, values), 'applySupplyEvent'),
    issues: Object.freeze(issues),
    provenance: Object.freeze({ ...supply.provenance, scenarios: Object.freeze([...(supply.provenance.scenarios ?? []), ...list.map((event) => event.name)]) }),
  })
}

function cut({ places, origin, horizon }: Supply, values: Float64Array, event: PrivateQuotaCut): Issue {
  const { axes } = places
  const { areas = axes.area.labels, sectors = ['private'], grades, share, from } = event
  const [areaStep, gradeStep, sectorStep, yearStep] = [strideOf(places, 'area'), strideOf(places, 'grade'), strideOf(places, 'sector'), strideOf(places, 'year')]
  const draws = axes.draw.labels.length
  let lost = 0
  for (const area of areas) {
    grades.forEach((grade, position) => {
      for (const sector of sectors) {
        const row = requirePosition(axes.area, area, 'area', 'applySupplyEvent') * areaStep + positionOf(axes.grade, grade) * gradeStep + positionOf(axes.sector, sector) * sectorStep
        for (let year = Math.max(origin, from + position); year <= origin + horizon; year++) {
          for (let draw = 0; draw < draws; draw++) {
            const cell = row + (year - origin) * yearStep + draw
            if (year === origin + horizon) lost += (values[cell]! * share) / draws
            values[cell]! *= 1 - share
          }
        }
      }
    })
  }
  return {
    code: 'quota-cut',
    severity: 'assumption',
    where: { ...(event.areas?.length === 1 ? { area: event.areas[0]! } : {}), grade: grades[0]!, year: from },
    message: `${event.name}: the quota of ${sectors.join(', ')} schools is cut`,
    assumed: `${Math.round(share * 1000) / 10} % fewer places of ${grades[0]} from ${from}, one grade higher each year; ${counted(Math.round(lost), 'place')} fewer in ${origin + horizon}`,
    amounts: { value: share, scenario: event.name, change: event.kind, places: Math.round(lost) },
  }
}

function checkEvent(supply: Supply, event: SupplyEvent): Issue[] {
  const { axes } = supply.places
  const table = `event ${String(event?.name)}`
  const faults: Issue[] = []
  const labels = (column: string, given: readonly string[], known: readonly string[], code: Issue['code']): void => {
    if (!Array.isArray(given) || given.length === 0) faults.push(fault('wrong-type', { table, column }, 'must be a list that is not empty', given, 'a list'))
    else if (new Set(given).size < given.length) faults.push(fault('duplicate-row', { table, column }, 'labels must be distinct', given, 'distinct labels'))
    else for (const label of given) if (!known.includes(label)) faults.push(fault(code, { table, column }, 'there is no such label', label, known.slice(0, 30).join(', ')))
  }
  if (event?.kind !== 'private-quota-cut') return [fault('not-allowed', { table, column: 'kind' }, 'there is no such kind of event', event?.kind, 'private-quota-cut')]
  if (typeof event.name !== 'string' || event.name.trim() === '') faults.push(fault('missing-value', { table, column: 'name' }, 'an event needs a name', event.name, 'a text'))
  if (!(event.share >= 0 && event.share <= 1)) faults.push(fault('not-allowed', { table, column: 'share' }, 'must be a number from 0 to 1', event.share, '0–1'))
  if (!Number.isInteger(event.from) || event.from <= supply.origin) faults.push(fault('not-allowed', { table, column: 'from' }, `must be a year after ${supply.origin}`, event.from, `${supply.origin + 1} or later`))
  labels('grades', event.grades, axes.grade.labels, 'unknown-grade')
  labels('areas', event.areas ?? axes.area.labels, axes.area.labels, 'unknown-area')
  labels('sectors', event.sectors ?? ['private'], axes.sector.labels, 'not-allowed')
  return faults
}
