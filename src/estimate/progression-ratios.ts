// The ratio into a grade of an area by a named method: stated by the caller, from the area's counts, from an area above,
// from all areas together, from the quotient of participations, or 1. Where asked, an area's ratio is shrunk to its region's.

import { positionOf } from '../core/axis.js'
import type { Issue } from '../core/issue.js'
import type { Grade, Ladder } from '../core/ladder.js'
import type { Dataset } from '../input/dataset.js'
import { lineage, parentOf } from './area-tree.js'
import { assumedValue, findAssumptions, participationIn } from './assumptions.js'
import type { Counts } from './counts.js'
import { describeMethod, estimateRatio, ratioAtLead } from './progression.js'
import type { RatioEstimate, RatioMethod } from './progression.js'
import { ratioName } from './rates.js'
import type { RateEvidence } from './rates.js'

export interface ProgressionRatio {
  /** The ratio in a projected year. */
  at(year: number): number
  readonly evidence: RateEvidence
  readonly issues: readonly Issue[]
}

export interface ProgressionContext {
  readonly dataset: Dataset
  readonly ladder: Ladder
  readonly origin: number
  /** Counts through `ladder`. */
  readonly counts: Counts
  readonly method: RatioMethod
  /** Weight of the region's ratio, in pupils of the grade below; 0 for none. */
  readonly shrinkage: number
}

/** Looks ratios up for one dataset and origin; what regions share is estimated once. */
export class ProgressionRatios {
  private readonly regional = new Map<string, RatioEstimate | undefined>()
  private readonly siblings = new Map<string | undefined, number[]>()

  constructor(private readonly context: ProgressionContext) {
    context.dataset.planningAreas.forEach((area, a) => {
      const parent = parentOf(context.dataset, area)
      this.siblings.set(parent, [...(this.siblings.get(parent) ?? []), a])
    })
  }

  /** The ratio into a grade, by position in the ladder. `exists` tells whether the area has the grade. */
  into(area: string, a: number, g: number, exists: boolean): ProgressionRatio {
    const grade = this.context.ladder.grades[g]!
    if (grade.entry || !exists) return this.constant(area, grade, 0, 'absent', [])
    return this.stated(area, grade) ?? this.counted(area, a, g) ?? this.borrowed(area, g) ?? this.assumed(area, g)
  }

  /** The area's own ratio by another method than the one these ratios were made with. */
  by(method: RatioMethod, area: string, a: number, g: number, exists: boolean): ProgressionRatio {
    const own = this.estimate([a], g, method)
    return own === undefined ? this.into(area, a, g, exists) : this.estimated(area, g, own, 'counts', describeMethod(method), [])
  }

  /** The ratio that the caller assumed, which may be a path over years. */
  stated(area: string, grade: Grade): ProgressionRatio | undefined {
    const rows = findAssumptions(this.context.dataset, 'progression', area, { grade: grade.id })
    const first = assumedValue(rows, this.context.origin + 1)
    if (first === undefined) return undefined
    const issue: Issue = {
      code: 'given-assumption',
      severity: 'assumption',
      where: { area, grade: grade.id },
      message: `progression into ${grade.id}`,
      assumed: `${first} per pupil in the grade below`,
      amounts: { value: first },
    }
    return { ...this.constant(area, grade, first, 'assumption', [issue]), at: (year) => assumedValue(rows, year)! }
  }

  private counted(area: string, a: number, g: number): ProgressionRatio | undefined {
    const own = this.estimate([a], g)
    if (own === undefined) return undefined
    const { shrinkage, method } = this.context
    const region = shrinkage > 0 ? this.regionRatio(parentOf(this.context.dataset, area), g) : undefined
    const shrunk = region === undefined ? own : { ...own, value: (own.denominator * own.value + shrinkage * region.value) / (own.denominator + shrinkage) }
    return this.estimated(area, g, shrunk, 'counts', `${describeMethod(method)}${region === undefined ? '' : `, shrunk by ${shrinkage} pupils`}`, [])
  }

  private borrowed(area: string, g: number): ProgressionRatio | undefined {
    const { dataset, ladder } = this.context
    const grade = ladder.grades[g]!
    const issue = (from: string, value: number): Issue => ({
      code: 'ratio-from-parent',
      severity: 'assumption',
      where: { area, grade: grade.id },
      message: 'the area has no two counted years',
      assumed: `the ratio of ${from}, ${value.toFixed(3)}`,
      amounts: { parent: from, value },
    })
    for (const above of lineage(dataset, area)) {
      const position = above === area ? -1 : positionOf(dataset.pupils.axes.area, above)
      const found = position < 0 ? undefined : this.estimate([position], g)
      if (found !== undefined) return this.estimated(area, g, found, 'parent', describeMethod(this.context.method), [issue(above, found.value)])
    }
    const everywhere = this.allAreas(g)
    if (everywhere === undefined) return undefined
    return this.estimated(area, g, everywhere, 'all-areas', describeMethod(this.context.method), [issue('all areas together', everywhere.value)])
  }

  private assumed(area: string, g: number): ProgressionRatio {
    const { dataset, ladder, origin } = this.context
    const [grade, below] = [ladder.grades[g]!, ladder.grades[g - 1]!]
    const quotient = (year: number): number => participationIn(dataset, area, grade.stage, year) / participationIn(dataset, area, below.stage, year)
    const first = quotient(origin + 1)
    const plain = grade.stage === below.stage || first === 1
    const issue: Issue = {
      code: 'ratio-assumed',
      severity: 'assumption',
      where: plain ? { area, stage: grade.stage } : { area, grade: grade.id },
      message: plain ? 'no two counted years give a progression ratio' : `no two counted years give the ratio into ${grade.id}`,
      assumed: plain ? '1: as many pupils as in the grade below a year before' : `${first}, the quotient of the participations`,
      amounts: { value: first },
    }
    return { ...this.constant(area, grade, first, plain ? 'default' : 'participation', [issue]), at: quotient }
  }

  private constant(area: string, grade: Grade, value: number, source: RateEvidence['source'], issues: readonly Issue[]): ProgressionRatio {
    return { at: () => value, evidence: { rate: this.nameOf(grade), area, grade: grade.id, value, source, estimator: undefined, numerator: undefined, denominator: undefined, years: [] }, issues }
  }

  private estimated(area: string, g: number, estimate: RatioEstimate, source: RateEvidence['source'], estimator: string, issues: readonly Issue[]): ProgressionRatio {
    const { value, numerator, denominator, years } = estimate
    return {
      at: (year) => ratioAtLead(estimate, year - this.context.origin),
      evidence: { rate: ratioName(this.context.ladder, g), area, grade: this.context.ladder.grades[g]!.id, value, source, estimator, numerator, denominator, years },
      issues,
    }
  }

  private nameOf(grade: Grade): RateEvidence['rate'] {
    return ratioName(this.context.ladder, this.context.ladder.grades.indexOf(grade))
  }

  private allAreas(g: number): RatioEstimate | undefined {
    return this.remember(`all\n${g}`, () => this.estimate(this.context.dataset.planningAreas.map((_, a) => a), g))
  }

  /** The pooled ratio of all areas under the same parent, over the same years as the method looks at. */
  private regionRatio(parent: string | undefined, g: number): RatioEstimate | undefined {
    const { method } = this.context
    const years = 'years' in method ? method.years : undefined
    return this.remember(`${parent ?? ''}\n${g}`, () => this.estimate(this.siblings.get(parent) ?? [], g, { name: 'pooled', years }))
  }

  private remember(key: string, make: () => RatioEstimate | undefined): RatioEstimate | undefined {
    if (!this.regional.has(key)) this.regional.set(key, make())
    return this.regional.get(key)
  }

  /** The ratio of areas together: only pairs counted in both years are added up. */
  private estimate(areas: readonly number[], g: number, method: RatioMethod = this.context.method): RatioEstimate | undefined {
    const { counts } = this.context
    const { years } = counts
    const numerators = new Array<number>(years.length).fill(Number.NaN)
    const denominators = new Array<number>(years.length).fill(Number.NaN)
    for (const a of areas) {
      for (let y = 1; y < years.length; y++) {
        const [from, to] = [counts.at(a, g - 1, years[y - 1]!), counts.at(a, g, years[y]!)]
        if (Number.isNaN(from) || Number.isNaN(to)) continue
        numerators[y] = (Number.isNaN(numerators[y]) ? 0 : numerators[y]!) + to
        denominators[y] = (Number.isNaN(denominators[y]) ? 0 : denominators[y]!) + from
      }
    }
    return estimateRatio({ years, numerators, denominators }, method)
  }
}
