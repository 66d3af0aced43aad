// The operating margin: a share of the places that is kept free, so that children who move in during the year find one near their home.

import { createCube, requireFinite, strideOf } from '../core/cube.js'
import { PlacesError, requireList, requireNoun } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { aLadder, aSupply } from '../core/nouns.js'
import { withCommas } from '../core/words.js'
import type { Supply } from './supply.js'

/** A share of the places kept free, everywhere or for an area, a stage, or a stage of an area. */
export interface Margin {
  /** 0 to less than 1 of the places. */
  readonly share: number
  readonly area?: string | undefined
  readonly stage?: string | undefined
}

/**
 * Keeps a margin of the places free: what is left is what a balance may fill.
 *
 * @param supply `places` [area, grade, sector, year, draw]; not changed
 * @param margins the most exact one holds for an area and stage: both named, then the area, then the stage, then everywhere
 * @param ladder whose stages the grades belong to
 * @returns a new frozen Supply with the share taken off every grade, sector, year and draw; `additions` stay as built, an issue for each margin says what it keeps
 * @throws `invalid-option` for a share outside 0–1, the same area and stage twice, or an area or stage that the supply does not have
 * Cost: O(cells).
 */
export function keepMargin(supply: Supply, margins: readonly Margin[], ladder: Ladder): Supply {
  const verb = 'keepMargin'
  requireNoun(supply, aSupply, verb)
  requireList(margins, 'margins', verb, 2)
  requireNoun(ladder, aLadder, verb, 3)
  const { places, origin } = supply
  const { area: areas, grade: grades } = places.axes
  checkMargins(margins, areas.labels, ladder.stages.map((stage) => stage.id), verb)
  const values = places.values.slice()
  const kept = new Map<Margin, number>(margins.map((each) => [each, 0]))
  const [areaStep, gradeStep, yearStep] = [strideOf(places, 'area'), strideOf(places, 'grade'), strideOf(places, 'year')]
  areas.labels.forEach((area, a) => {
    grades.labels.forEach((grade, g) => {
      const margin = marginFor(margins, area, ladder.grades.find((each) => each.id === grade)?.stage)
      if (margin === undefined) return
      const start = a * areaStep + g * gradeStep
      let taken = 0
      for (let i = start; i < start + gradeStep; i++) {
        const free = values[i]! * margin.share
        // Draws are the last dimension: the first run of a year-length block of each sector is the origin.
        if ((i - start) % (yearStep * places.axes.year.labels.length) < yearStep) taken += free / yearStep
        values[i]! -= free
      }
      kept.set(margin, (kept.get(margin) ?? 0) + taken)
    })
  })
  const issues = [...kept].map(([margin, free]): Issue => {
    const { share, area, stage } = margin
    return {
      code: 'margin-kept',
      severity: 'assumption',
      where: { ...(area === undefined ? {} : { area }), ...(stage === undefined ? {} : { stage }), year: origin },
      message: 'places are kept free',
      assumed: `${Math.round(share * 1000) / 10} % of the places, ${withCommas(Math.round(free))} in ${origin}`,
      amounts: { share, places: Math.round(free), year: origin },
    }
  })
  return Object.freeze({
    ...supply,
    places: requireFinite(createCube(places.dims, places.axes, places.unit, values, values.length), verb),
    issues: Object.freeze([...supply.issues, ...issues]),
  })
}

function marginFor(margins: readonly Margin[], area: string, stage: string | undefined): Margin | undefined {
  const fitting = margins.filter((each) => (each.area === undefined || each.area === area) && (each.stage === undefined || each.stage === stage))
  const exactness = (each: Margin): number => (each.area === undefined ? 0 : 2) + (each.stage === undefined ? 0 : 1)
  return fitting.reduce<Margin | undefined>((best, each) => (best === undefined || exactness(each) > exactness(best) ? each : best), undefined)
}

function checkMargins(margins: readonly Margin[], areas: readonly string[], stages: readonly string[], verb: string): void {
  const seen = new Set<string>()
  const faults = margins.flatMap(({ share, area, stage }): string[] => {
    const key = JSON.stringify([area ?? null, stage ?? null])
    const twice = seen.has(key)
    seen.add(key)
    return [
      ...(share >= 0 && share < 1 ? [] : [`a share must be from 0 to less than 1, got ${share}`]),
      ...(twice ? [`a margin must be given once, got ${area ?? 'every area'} and ${stage ?? 'every stage'} twice`] : []),
      ...(area === undefined || areas.includes(area) ? [] : [`there is no area ${area}`]),
      ...(stage === undefined || stages.includes(stage) ? [] : [`there is no stage ${stage}`]),
    ]
  })
  if (faults.length > 0) throw new PlacesError('invalid-option', `${verb}: ${faults.join('; ')}`, { where: { option: 'margins' } })
}
