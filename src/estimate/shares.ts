// Shares of the pupils of a stage by sector (公办、民办) or by group (户籍、随迁), each on a path of its own: held at the last count,
// carried on by a damped trend of the log-odds, or as planned. Places are set against pupils as a whole; shares tell whose they are.

import { createAxis, requirePosition, requireSameLabels, yearsFrom } from '../core/axis.js'
import { createCube, requireFinite, strideOf } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError, requireInteger, requireList, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import { aCube, aDataset, aLadder, sharesOverYears } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { counted } from '../core/words.js'
import type { Dataset } from '../input/dataset.js'
import { dampedSteps, dampedTrend } from '../numeric/smoothing.js'
import { participationIn } from './assumptions.js'
import { checkShareRows, findShareRows, shareRowsOf } from './share-rows.js'
import type { SharePoint } from './share-rows.js'

export type ShareKind = 'sector' | 'group'
export type ShareMethod = 'held' | 'trend' | 'given'

export interface ShareOptions<By extends ShareKind> {
  /** Last school year whose shares count as observed. */
  readonly origin: number
  readonly horizon: number
  readonly by: By
  /** `held` at the last share up to the origin (the default), its damped `trend`, or as `given` by rows after the origin. */
  readonly method?: ShareMethod | undefined
  /** Default: the planning areas. */
  readonly areas?: readonly string[] | undefined
  /** Default: the stages that have shares. */
  readonly stages?: readonly string[] | undefined
  /** Label of what the rows leave of 1. Without it the rows of an area, stage and year must sum to 1. */
  readonly remainder?: string | undefined
  /** How much of last year's change a trend keeps each year, 0–1. Default 0.7. */
  readonly damping?: number | undefined
}

export interface SharePaths<By extends ShareKind> {
  readonly by: By
  /** Years origin … origin + horizon; over the sectors or groups the shares sum to 1. */
  readonly shares: Cube<readonly ['area', 'stage', By, 'year']>
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/** Shares in many futures, from `simulateShares`. */
export interface DrawnShares<By extends ShareKind> {
  readonly by: By
  /** The path that the draws lie around. */
  readonly expected: Cube<readonly ['area', 'stage', By, 'year']>
  /** Over the sectors or groups the shares of a draw sum to 1. */
  readonly shares: Cube<readonly ['area', 'stage', By, 'year', 'draw']>
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

// Rounded percentages miss 1 by a little; a missing sector misses it by more.
const tolerance = 0.005
const sectorOrder = ['public', 'purchased', 'private-inclusive', 'private']

/**
 * The shares of sectors or groups in the pupils of each stage, from the origin to the horizon.
 *
 * An area without rows has those of the nearest area above it that has any. With `held` and `trend` rows after the origin are not used.
 * With `given` they are a plan: straight lines from the last share up to the origin through the planned ones, held after the last.
 *
 * @param dataset with `shares`
 * @returns `shares` [area, stage, sector | group, year], each from 0 to 1
 * @throws `invalid-input` listing every area, stage and year whose rows do not sum to 1 (with a `remainder`: sum to more than 1);
 *   `no-data` listing the areas and stages without any share; `invalid-option` for a horizon below 1 or a damping outside 0–1
 * Cost: O(areas × stages × labels × years).
 * Source of the trend: Gardner and McKenzie (1985), doi 10.1287/mnsc.31.10.1237, on log-odds so that a share stays between 0 and 1.
 */
export function sharePaths<By extends ShareKind>(dataset: Dataset, options: ShareOptions<By>): SharePaths<By> {
  const verb = 'sharePaths'
  requireNoun(dataset, aDataset, verb)
  requireObject(options, 'options', verb, 2)
  const { origin, by, method = 'held', remainder, damping = 0.7 } = options
  const horizon = requireInteger(options.horizon, 1, 'horizon', verb)
  if (!(damping >= 0 && damping <= 1)) throw new PlacesError('invalid-option', `${verb}: damping must be from 0 to 1, got ${damping}`, { where: { option: 'damping' } })
  const rows = shareRowsOf(dataset, by)
  const used = rows.filter((row) => method === 'given' || row.year <= origin)
  checkShareRows(used, remainder, tolerance, verb)
  const stages = options.stages ?? dataset.ladder.stages.map((stage) => stage.id).filter((stage) => used.some((row) => row.stage === stage))
  const areas = options.areas ?? dataset.planningAreas
  const { found, issues } = findShareRows(dataset, used, areas, stages, tolerance, verb)

  const seen = new Set(used.map((row) => row.label))
  if (remainder !== undefined) seen.add(remainder)
  const labels = [...(by === 'sector' ? sectorOrder.filter((label) => seen.has(label)) : []), ...[...seen].filter((label) => by === 'group' || !sectorOrder.includes(label))]
  const years = yearsFrom(origin, origin + horizon)
  const values = new Float64Array(areas.length * stages.length * labels.length * years.length)
  const late = rows.length - used.length
  if (late > 0) issues.push({ code: 'after-origin', severity: 'note', where: { table: 'shares' }, message: `${counted(late, 'share')} of years after ${origin} ${late === 1 ? 'is' : 'are'} not used`, assumed: `method ${method}`, amounts: { rows: late } })
  for (const stage of stages) issues.push(methodIssue(stage, used.filter((row) => row.stage === stage), origin, method))

  areas.forEach((area, a) => {
    stages.forEach((stage, s) => {
      const own = found(area, stage)
      const start = (a * stages.length + s) * labels.length * years.length
      const path = labels.map((label) => pathOf(own.filter((row) => row.label === label && label !== remainder), origin, method, damping))
      years.forEach((year, y) => {
        const shares = path.map((each) => each(year))
        const sum = shares.reduce((total, share) => total + share, 0)
        // Paths of their own need not meet 1: the remainder takes what is left, and without one (or above 1) all give way in proportion.
        labels.forEach((label, k) => {
          const rest = label === remainder
          values[start + k * years.length + y] = rest ? Math.max(0, 1 - sum) : shares[k]! / (remainder === undefined ? sum : Math.max(1, sum))
        })
      })
    })
  })
  const axes = { area: createAxis(areas), stage: createAxis(stages), [by]: createAxis(labels), year: createAxis(years) }
  const shares = createCube(['area', 'stage', by, 'year'], axes as unknown as SharePaths<By>['shares']['axes'], 'ratio', values)
  return Object.freeze({
    by,
    shares: requireFinite(shares, verb) as SharePaths<By>['shares'],
    issues: Object.freeze(issues),
    provenance: stamp(verb, { origin, horizon, options: { by, method, damping, remainder: remainder ?? 'none' } }),
  })
}

/** The share in any year from the points of one label, in order of year. Without a point the label has no share. */
function pathOf(points: readonly SharePoint[], origin: number, method: ShareMethod, damping: number): (year: number) => number {
  const observed = points.filter((point) => point.year <= origin)
  const last = observed[observed.length - 1]
  if (points.length === 0) return () => 0
  if (method === 'given') {
    const line = [...(last === undefined ? [] : [last]), ...points.filter((point) => point.year > origin)]
    return (year) => onLine(line, year)
  }
  if (last === undefined) return () => 0
  const odds = observed.filter((point) => point.share > 0 && point.share < 1)
  if (method === 'held' || odds.length < 3 || last.share === 0 || last.share === 1) return () => last.share
  // Between counted years the log-odds lie on a line, so that a year without a count does not make the change of two years one.
  const logits = odds.map((point) => ({ year: point.year, share: Math.log(point.share / (1 - point.share)) }))
  const yearly = yearsFrom(logits[0]!.year, last.year).map((year) => onLine(logits, year))
  const { trend } = dampedTrend(yearly, damping)
  return (year) => 1 / (1 + Math.exp(-(yearly[yearly.length - 1]! + trend * dampedSteps(damping, year - last.year))))
}

function onLine(points: readonly { readonly year: number; readonly share: number }[], year: number): number {
  const next = points.findIndex((point) => point.year >= year)
  const [high, low] = [points[next], points[next - 1]]
  if (high === undefined) return points[points.length - 1]!.share
  if (low === undefined || high.year === year) return high.share
  return low.share + ((high.share - low.share) * (year - low.year)) / (high.year - low.year)
}

function methodIssue(stage: string, rows: readonly SharePoint[], origin: number, method: ShareMethod): Issue {
  const observed = rows.filter((row) => row.year <= origin).map((row) => row.year)
  const latest = observed.length === 0 ? 'no count' : `${Math.max(...observed)}`
  const assumed = { held: `the latest shares are held`, trend: `the trend of the log-odds goes on, damped, where three years are counted`, given: `the planned shares, in straight lines, held after the last` }[method]
  return { code: method === 'held' ? 'shares-held' : 'shares-path', severity: 'assumption', where: { table: 'shares', stage }, message: `shares are known up to ${latest}`, assumed, amounts: { value: assumed, latest } }
}

/**
 * Divides pupils by sector or group. The parts of a cell sum to its pupils exactly, bit for bit, in the order of the labels.
 *
 * @param pupils [area, grade, year, draw]
 * @param paths shares of the same areas, and of all stages and years of the pupils; every draw has the same, unless shares have draws of their own, as many
 * @returns pupils [area, grade, sector | group, year, draw]
 * @throws `label-mismatch` when areas, years or draws differ; `unknown-label` for a grade whose stage has no shares
 * Cost: O(cells of the result).
 */
export function splitPupils<By extends ShareKind>(
  pupils: Cube<readonly ['area', 'grade', 'year', 'draw']>,
  paths: SharePaths<By> | DrawnShares<By>,
  ladder: Ladder,
): Cube<readonly ['area', 'grade', By, 'year', 'draw']> {
  const verb = 'splitPupils'
  requireNoun(pupils, aCube, verb)
  requireNoun(paths, sharesOverYears, verb, 2)
  requireNoun(ladder, aLadder, verb, 3)
  const by: ShareKind = paths.by
  const shares = paths.shares as unknown as Cube<readonly ['area', 'stage', 'sector' | 'group', 'year', 'draw']>
  requireSameLabels(pupils.axes.area, shares.axes.area, 'area', verb)
  requireSameLabels(pupils.axes.year, shares.axes.year, 'year', verb)
  const drawStep = strideOf(shares, 'draw')
  if (drawStep > 0) requireSameLabels(pupils.axes.draw, shares.axes.draw, 'draw', verb)
  const stageOf = pupils.axes.grade.labels.map((grade) => requirePosition(shares.axes.stage, ladder.grades.find((each) => each.id === grade)?.stage ?? `the stage of ${grade}`, 'stage', verb))
  const labels = shares.axes[by]
  const [count, years, draws] = [labels.labels.length, pupils.axes.year.labels.length, pupils.axes.draw.labels.length]
  const [areaStep, stageStep, labelStep, yearStep] = [strideOf(shares, 'area'), strideOf(shares, 'stage'), strideOf(shares, by), strideOf(shares, 'year')]
  const values = new Float64Array(pupils.values.length * count)
  const parts = new Float64Array(count)
  const row = years * draws
  for (let cell = 0; cell < pupils.values.length; cell++) {
    const [block, rest] = [Math.floor(cell / row), cell % row]
    const at = Math.floor(block / stageOf.length) * areaStep + stageOf[block % stageOf.length]! * stageStep + Math.floor(rest / draws) * yearStep + (rest % draws) * drawStep
    for (let k = 0; k < count; k++) parts[k] = shares.values[at + k * labelStep]!
    divideExactly(pupils.values[cell]!, parts)
    for (let k = 0; k < count; k++) values[(block * count + k) * row + rest] = parts[k]!
  }
  const axes = { area: pupils.axes.area, grade: pupils.axes.grade, [by]: labels, year: pupils.axes.year, draw: pupils.axes.draw }
  const split = createCube(['area', 'grade', paths.by, 'year', 'draw'], axes as unknown as Cube<readonly ['area', 'grade', By, 'year', 'draw']>['axes'], pupils.unit, values)
  return requireFinite(split, verb) as Cube<readonly ['area', 'grade', By, 'year', 'draw']>
}

/** Turns shares into parts of a whole, in place. Adding and taking off twice the whole puts the parts on a grid on which sums are exact. */
function divideExactly(whole: number, shares: Float64Array): void {
  let largest = 0
  for (let k = 1; k < shares.length; k++) if (shares[k]! > shares[largest]!) largest = k
  let others = 0
  for (let k = 0; k < shares.length; k++) {
    if (k === largest) continue
    shares[k] = shares[k]! * whole + 2 * whole - 2 * whole
    others += shares[k]!
  }
  shares[largest] = whole - others
}

/**
 * The share of a cohort that attends a stage in each of the years, by the rows of `participation`: those of the nearest area, straight
 * lines between their years, held before the first and after the last; 1 where the caller assumed nothing.
 */
export function participationPath(dataset: Dataset, area: string, stage: string, years: readonly number[]): number[] {
  requireNoun(dataset, aDataset, 'participationPath')
  requireList(years, 'years', 'participationPath', 4)
  return years.map((year) => participationIn(dataset, area, stage, year))
}
