// Pupils of one group of areas after another, as statistics by grade and by stage and as sums by region: each row of draws is fetched once and
// summarised, added to its stage and, the stage being complete, to its region, while it is in the fastest memory.

import { addRows } from '../core/aggregate.js'
import { createAxis, drawAxis, positionOf } from '../core/axis.js'
import type { Axis } from '../core/axis.js'
import { createCube } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { addExactly } from '../core/exact-sum.js'
import { gradeIds, stageGroups } from '../core/ladder.js'
import type { Ladder } from '../core/ladder.js'
import { createRowSummary, emptyResults } from '../core/row-summary.js'
import type { Statistics } from '../core/row-summary.js'
import { cubesOf } from '../core/summarise.js'
import type { Projection } from './projection.js'
import type { ByGrade, ByStage, Summary } from './summaries.js'

export interface PupilSummary<S> {
  /** Takes in the futures of some areas, which may be written over afterwards. */
  add(projection: Projection): void
  /** Statistics of all areas, in their order, and the sums by region; nothing can be added any more. */
  finish(): { readonly grades: Summary<S, ByGrade>; readonly stages: Summary<S, ByStage>; readonly sums: Cube<ByStage> }
}

/**
 * Makes room for the summary of all areas.
 *
 * @param areas of all groups; statistics keep their order
 * @param regionOf the region of an area, one of `regions`
 * Cost: memory of the statistics and of the draws of each region; for each group one pass over its futures.
 */
export function createPupilSummary<S extends Statistics>(ladder: Ladder, areas: Axis<string>, years: Axis<number>, draws: number, statistics: S, regions: Axis<string>, regionOf: (area: string) => string): PupilSummary<S> {
  const [grade, stage] = [createAxis(gradeIds(ladder)), createAxis(stageGroups(ladder).map(({ label }) => label))]
  const members = stageGroups(ladder).map((group) => group.members.map((label) => positionOf(grade, label)))
  const [count, stages, length] = [grade.labels.length, stage.labels.length, years.labels.length]
  const ofGrades = emptyResults(statistics, areas.labels.length * count * length)
  const ofStages = emptyResults(statistics, areas.labels.length * stages * length)
  const sums = new Float64Array(regions.labels.length * stages * length * draws)
  const rows = createRowSummary(statistics, draws)
  const whole = new Float64Array(draws)
  return {
    add({ pupils }) {
      const values = pupils.values as Float64Array
      pupils.axes.area.labels.forEach((label, own) => {
        const [area, region] = [positionOf(areas, label), positionOf(regions, regionOf(label))]
        members.forEach((grades, s) => {
          for (let year = 0; year < length; year++) {
            const starts = grades.map((g) => ((own * count + g) * length + year) * draws)
            grades.forEach((g, i) => rows.put(values, starts[i]!, ofGrades, (area * count + g) * length + year))
            whole.fill(0)
            addRows(whole, 0, draws, values, starts)
            rows.put(whole, 0, ofStages, (area * stages + s) * length + year)
            addExactly(sums, ((region * stages + s) * length + year) * draws, whole)
          }
        })
      })
    },
    finish() {
      rows.close()
      return {
        grades: cubesOf(statistics, ['area', 'grade', 'year'], { area: areas, grade, year: years }, 'pupils', ofGrades),
        stages: cubesOf(statistics, ['area', 'stage', 'year'], { area: areas, stage, year: years }, 'pupils', ofStages),
        sums: createCube(['area', 'stage', 'year', 'draw'], { area: regions, stage, year: years, draw: drawAxis(draws) }, 'pupils', sums, sums.length),
      }
    },
  }
}
