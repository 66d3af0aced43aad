// The places that are there: counted last up to the origin, or following from an assumed utilisation; and the stages and areas of which nothing is known.

import { valueAt } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { counted } from '../core/words.js'
import type { Assumption, Dataset, PlaceStock } from '../input/dataset.js'

type BasePupils = Cube<readonly ['area', 'grade']>

export interface KnownPlaces {
  readonly rows: readonly PlaceStock[]
  /** Year of the counted places of an area and stage; −Infinity where there are none. */
  yearOf(area: string, stage: string): number
}

/** The rows of the latest year up to the origin for each area and stage, or places from an assumed utilisation. Cost: O(rows + areas × stages). */
export function findKnownPlaces(dataset: Dataset, areas: readonly string[], ladder: Ladder, origin: number, base: BasePupils | undefined, issues: Issue[]): KnownPlaces {
  const given = new Map<string, PlaceStock[]>()
  for (const row of dataset.places) {
    const group = given.get(keyOf(row.area, row.stage))
    if (group === undefined) given.set(keyOf(row.area, row.stage), [row])
    else group.push(row)
  }
  const chosen: PlaceStock[] = []
  const years = new Map<string, number>()
  for (const area of areas) {
    for (const stage of ladder.stages) {
      const rows = given.get(keyOf(area, stage.id)) ?? []
      const year = Math.max(-Infinity, ...rows.filter((row) => row.year <= origin).map((row) => row.year))
      chosen.push(...rows.filter((row) => row.year === year))
      for (const row of rows.filter((each) => each.year > origin)) {
        issues.push({ code: 'after-origin', severity: 'note', where: { table: 'places', area, stage: stage.id, year: row.year }, message: 'places of a year after the origin are not used', amounts: { places: row.places } })
      }
      if (Number.isFinite(year)) {
        years.set(keyOf(area, stage.id), year)
        continue
      }
      const assumed = findUtilisation(dataset, area, stage.id)
      if (assumed === undefined || base === undefined) continue
      years.set(keyOf(area, stage.id), origin)
      for (const grade of stage.grades) {
        chosen.push({ area, stage: stage.id, grade, sector: 'public', year: origin, places: valueAt(base, { area, grade }) / assumed.value, fact: undefined })
      }
      issues.push({
        code: 'places-assumed',
        severity: 'assumption',
        where: { area, stage: stage.id, year: origin },
        message: 'no places are given',
        assumed: `pupils of ${origin} fill ${Math.round(assumed.value * 100)} % of the places`,
        amounts: { utilisation: assumed.value },
      })
    }
  }
  return { rows: chosen, yearOf: (area, stage) => years.get(keyOf(area, stage)) ?? -Infinity }
}

function keyOf(area: string, stage: string): string {
  return JSON.stringify([area, stage])
}

function findUtilisation(dataset: Dataset, area: string, stage: string): Assumption | undefined {
  const fitting = dataset.assumptions.filter((each) => each.assumption === 'utilisation' && each.stage === stage && each.value > 0)
  return fitting.find((each) => each.area === area) ?? fitting.find((each) => each.area === undefined)
}

/** Stages without known places, and areas of projects that are not planned: told with the projects that wait there. */
export function tellLeftOut(dataset: Dataset, ladder: Ladder, stages: readonly string[]): Issue[] {
  const waitingFor = new Map<string, number>()
  for (const { parts } of dataset.projects) {
    for (const { stage, toStage } of parts) {
      waitingFor.set(stage, (waitingFor.get(stage) ?? 0) + 1)
      if (toStage !== undefined) waitingFor.set(toStage, (waitingFor.get(toStage) ?? 0) + 1)
    }
  }
  const ofStages = ladder.stages
    .filter((stage) => !stages.includes(stage.id))
    .map((stage): Issue => {
      const waiting = waitingFor.get(stage.id) ?? 0
      return {
        code: 'places-unknown',
        severity: 'assumption',
        where: { stage: stage.id },
        message: `no places are given${waiting === 0 ? '' : `, only ${counted(waiting, 'project')}`}`,
        assumed: 'the stage is left out of the balance',
        amounts: { projects: waiting },
      }
    })
  const planned = new Set(dataset.planningAreas)
  const elsewhere = new Map<string, number>()
  for (const { area } of dataset.projects) if (!planned.has(area)) elsewhere.set(area, (elsewhere.get(area) ?? 0) + 1)
  const ofAreas = [...elsewhere].map(([area, waiting]): Issue => ({
    code: 'project-outside',
    severity: 'assumption',
    where: { table: 'projects', area },
    message: `the area has no pupils and no places of its own, only ${counted(waiting, 'project')}`,
    assumed: 'the area is left out of the balance',
    amounts: { projects: waiting },
  }))
  return [...ofStages, ...ofAreas]
}
