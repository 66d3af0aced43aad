// Which grades a ratio can be applied to at all: schools open and close grades, and some grades are filled from elsewhere.

import { isNoRatio } from './cells.js'
import type { CohortBase } from './cells.js'
import { evidence, structure } from './constants.js'
import type { GuardedCell, RatioPanel } from './panel.js'

/**
 * How a grade of an area is filled next year.
 *
 * `fed`: by its ratio to the grade below, the entry grade by births · `closed`: not at all ·
 * `opening`: by the region's ratio, since the area grows a grade a year · `unfed`: by its own level, since neither a grade below nor births explain it
 */
export type Filling = 'fed' | 'closed' | 'opening' | 'unfed'

/** Filling [area, grade]. `guarded` receives what a planner would not expect. */
export function readStructure(panel: RatioPanel, base: CohortBase | undefined, guarded: GuardedCell[]): Filling[] {
  const { areas, grades } = panel
  const now = countsOf(panel, panel.years - 1)
  const before = countsOf(panel, panel.years - 2)
  const usual = gradesUsuallyFollowed(panel, now)
  const fillings: Filling[] = []
  for (let area = 0; area < areas; area++) {
    const row = area * grades
    const top = highestGrade(now, row, grades)
    const topBefore = highestGrade(before, row, grades)
    // A school that added a grade this year adds the next, as long as grades above it usually are where it has pupils.
    let growing = topBefore >= 0 && top === topBefore + 1
    fillings.push(now[row] === 0 ? 'closed' : base === undefined || base.usable[area] === 0 ? 'unfed' : 'fed')
    for (let grade = 1; grade < grades; grade++) {
      const [count, below, belowBefore] = [now[row + grade]!, now[row + grade - 1]!, before[row + grade - 1]!]
      if (grade > top && usual[grade] === 0) growing = false
      if (count > 0) {
        const jumped = belowBefore > 0 && isNoRatio(count, belowBefore)
        fillings.push((below === 0 && belowBefore === 0) || jumped ? 'unfed' : 'fed')
        continue
      }
      if (grade > top && growing) fillings.push('opening')
      // None where only a few were due is chance; none where nobody was due says nothing of a grade that had pupils not long ago.
      else if (belowBefore > 0 && belowBefore < evidence.structuralZero) fillings.push('fed')
      else if (belowBefore === 0 && hadPupils(panel, row + grade)) fillings.push('fed')
      else fillings.push('closed')
      const filling = fillings[row + grade]!
      if (filling === 'opening') guarded.push({ area, grade, reason: 'opening' })
      else if (filling === 'closed' && below > 0 && everCounted(panel, row + grade)) guarded.push({ area, grade, reason: 'closing' })
    }
  }
  return fillings
}

/** Counts [area, grade] of a year, 0 where not observed. */
export function countsOf({ areas, grades, years, pupils }: RatioPanel, year: number): Float64Array {
  const counts = new Float64Array(areas * grades)
  if (year < 0) return counts
  for (let row = 0; row < counts.length; row++) counts[row] = pupils[row * years + year]! > 0 ? pupils[row * years + year]! : 0
  return counts
}

/** 1 for grades that areas with most of the pupils of the grade below have too. */
function gradesUsuallyFollowed({ areas, grades }: RatioPanel, now: Float64Array): Uint8Array {
  const usual = new Uint8Array(grades)
  for (let grade = 1; grade < grades; grade++) {
    let [followed, all] = [0, 0]
    for (let area = 0; area < areas; area++) {
      const below = now[area * grades + grade - 1]!
      all += below
      if (now[area * grades + grade]! > 0) followed += below
    }
    usual[grade] = followed > 0 && followed >= structure.opensFrom * all ? 1 : 0
  }
  return usual
}

function highestGrade(counts: Float64Array, row: number, grades: number): number {
  for (let grade = grades - 1; grade >= 0; grade--) if (counts[row + grade]! > 0) return grade
  return -1
}

/** Whether a grade had pupils in any of the last years before the origin. */
function hadPupils({ years, pupils }: RatioPanel, row: number): boolean {
  for (let t = Math.max(0, years - 1 - structure.remembered); t < years - 1; t++) if (pupils[row * years + t]! > 0) return true
  return false
}

function everCounted({ years, pupils }: RatioPanel, row: number): boolean {
  for (let t = 0; t < years; t++) if (pupils[row * years + t]! > 0) return true
  return false
}
