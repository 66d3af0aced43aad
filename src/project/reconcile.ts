// Makes totals agree: a district says 12,000 pupils, its areas add up to 11,400, and a plan can use one number only.
// In proportion, when the totals are given and right: iterative proportional fitting, Deming and Stephan (1940), doi 10.1214/aoms/1177731829.
// By minimum trace, when parts and totals are both forecasts and both wrong: Wickramasuriya, Athanasopoulos and Hyndman (2019),
// doi 10.1080/01621459.2018.1448825. Both work draw by draw, so that every simulated future is coherent in itself.

import type { Grouping } from '../core/aggregate.js'
import { createAxis, requirePosition, requireSameLabels } from '../core/axis.js'
import type { Axis } from '../core/axis.js'
import { axisOf, coordinatesAt, createCube, requireFinite, strideOf, stridesOf } from '../core/cube.js'
import type { AnyCube, Cube, DimensionName, Dimensions } from '../core/cube.js'
import { describeIssue } from '../core/describe-issue.js'
import { PlacesError, requireInteger, requireList, requireNoun, requireObject } from '../core/error.js'
import type { Issue, Where } from '../core/issue.js'
import { aCube } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { Provenance } from '../core/provenance.js'
import { withCommas } from '../core/words.js'
import { createReconciler, fitProportionally, floorVariances, shrinkCovariance } from '../numeric/linalg.js'
import type { Margin } from '../numeric/linalg.js'

/** What sums of cells must be. */
export interface Control {
  /** Its dimensions are some of the cube's; the others are added up, but draws never are: without `draw`, the total is the same in each. NaN leaves a sum free. */
  readonly totals: AnyCube
  /** When the totals are of groups of labels, such as grades in stages: which dimension, its groups, and its name in `totals` when that is another. */
  readonly groups?: { readonly of: DimensionName; readonly into: readonly Grouping[]; readonly as?: DimensionName }
}

export interface ProportionalOptions {
  /** Largest difference between a sum and its total, per head of the total, at which fitting ends. Default 1e-10. */
  readonly tolerance?: number | undefined
  /** Rounds over all controls after which fitting ends in any case. Default 1,000. */
  readonly maxRounds?: number | undefined
}

export interface Proportional<D extends Dimensions> {
  readonly cube: Cube<D>
  /** `not-converged` when the totals contradict each other, or zero cells keep them from being met. */
  readonly status: 'converged' | 'not-converged'
  /** Most rounds that a draw took; 0 when all sums agreed already. */
  readonly rounds: number
  /** Largest difference between a sum and its total, per head of the total. */
  readonly residual: { readonly before: number; readonly after: number }
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}

/**
 * Scales cells so that sums equal their control totals, draw by draw.
 *
 * With one control each sum is met by one factor; with several (areas and grades) they are scaled in turn until all agree. Cells of 0 stay 0.
 *
 * @param cube pupils or places of any shape, at least 0, `draw` last where there are draws
 * @param controls totals in the unit of the cube, at least 0
 * @returns the same shape; cells in no control are unchanged, and so is all when the sums agree already
 * @throws `no-data` listing every positive total over cells that are all 0; `invalid-input` for a negative number; `not-finite`;
 *   `unit-mismatch`; `shape-mismatch` for a dimension the cube does not have; `label-mismatch`, `unknown-label`, `duplicate-label` in a control
 * Cost: O(rounds × controls × cells); rounds are about 10 unless totals contradict each other, which is noticed after 50 rounds without gain.
 * Source: Deming and Stephan (1940).
 */
export function reconcileProportional<D extends Dimensions>(cube: Cube<D>, controls: readonly Control[], options: ProportionalOptions = {}): Proportional<D> {
  const verb = 'reconcileProportional'
  requireNoun(cube, aCube, verb)
  requireList(controls, 'controls', verb, 2)
  const { tolerance = 1e-10, maxRounds = 1000 } = options
  requireInteger(maxRounds, 1, 'maxRounds', verb)
  const margins = controls.map((control) => marginOf(cube, control, verb))
  for (const { dims, values } of [cube, ...controls.map(({ totals }) => totals)]) {
    for (const value of values) if (value < 0 || value === Infinity) throw new PlacesError('invalid-input', `${verb}: cells and totals must be at least 0 and finite, got ${value} in ${dims.join(' × ')}`)
  }
  const draws = drawsOf(cube, verb)
  const out = new Float64Array(cube.values.length)
  const one = new Float64Array(out.length / draws)
  let [rounds, before, after, failed] = [0, 0, 0, 0]
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < one.length; i++) one[i] = cube.values[i * draws + draw]!
    const fit = fitProportionally(one, margins.map((margin) => margin(draw)), tolerance, maxRounds)
    if (fit.unreachable.length > 0) throw unreachable(verb, fit.unreachable.map(({ margin, sum, total }) => ({ totals: controls[margin]!.totals, sum, total })))
    if (fit.after > tolerance) failed++
    rounds = Math.max(rounds, fit.rounds)
    before = Math.max(before, fit.before)
    after = Math.max(after, fit.after)
    for (let i = 0; i < one.length; i++) out[i * draws + draw] = one[i]!
  }
  const message = `totals could not all be met in ${withCommas(failed)} of ${withCommas(draws)} draws, the worst by ${Number((100 * after).toPrecision(3))} %`
  const issues: Issue[] = failed === 0 ? [] : [{ code: 'totals-disagree', severity: 'assumption', where: {}, message, assumed: 'the control given last is met', amounts: { failed, draws, after } }]
  return Object.freeze({
    cube: requireFinite(createCube(cube.dims, cube.axes, cube.unit, out), verb),
    status: failed === 0 ? 'converged' : 'not-converged',
    rounds,
    residual: Object.freeze({ before, after }),
    issues: Object.freeze(issues),
    provenance: stamp(verb, { draws, options: { tolerance, maxRounds } }),
  })
}

function unreachable(verb: string, faults: readonly { readonly totals: AnyCube; readonly sum: number; readonly total: number }[]): PlacesError {
  const issues = faults.map(({ totals, sum, total }): Issue => {
    const { draw: _, ...where } = coordinatesAt(totals as Cube, sum * drawsOf(totals, verb))
    return { code: 'total-unreachable', severity: 'fault', where: where as Where, message: `the total is ${total} and all its cells are 0`, found: String(total), amounts: { total } }
  })
  const hint = 'give these cells a first estimate, or leave the total free with NaN'
  return new PlacesError('no-data', `${verb}: a positive total needs a cell above 0, got ${issues.length} without: ${issues.map(describeIssue).join('; ')}`, { where: issues[0]!.where, issues, hint })
}

function drawsOf(cube: AnyCube, verb: string): number {
  const position = cube.dims.indexOf('draw')
  if (position >= 0 && position !== cube.dims.length - 1) throw new PlacesError('shape-mismatch', `${verb}: draw must be the last dimension, got ${cube.dims.join(', ')}`)
  return position < 0 ? 1 : axisOf(cube.axes, 'draw').labels.length
}

/** The sums of a control in one draw; which cell belongs to which sum is worked out once. */
function marginOf(cube: AnyCube, { totals, groups }: Control, verb: string): (draw: number) => Margin {
  if (totals.unit !== cube.unit) throw new PlacesError('unit-mismatch', `${verb}: totals must be in ${cube.unit}, got ${totals.unit}`)
  const draws = drawsOf(totals, verb)
  const cells = cube.values.length / drawsOf(cube, verb)
  const sumOf = new Int32Array(cells)
  const [steps, strides] = [stridesOf(totals), stridesOf(cube)]
  totals.dims.forEach((name, d) => {
    const grouped = groups !== undefined && name === (groups.as ?? groups.of)
    const own = grouped ? groups.of : name
    if (!cube.dims.includes(own)) throw new PlacesError('shape-mismatch', `${verb}: totals may use only ${cube.dims.join(', ')}, got ${name}`)
    const axis: Axis = axisOf(cube.axes, own)
    requireSameLabels(axisOf(totals.axes, name), grouped ? createAxis(groups.into.map((group) => group.label)) : axis, name, verb)
    if (name === 'draw') return
    const target = axis.labels.map((_, i) => (grouped ? -1 : i))
    if (grouped) {
      // A label in two groups could not be scaled for both at once: this axis refuses it.
      createAxis(groups.into.flatMap((group) => group.members))
      groups.into.forEach((group, g) => group.members.forEach((label) => (target[requirePosition(axis, label, own, verb)] = g)))
    }
    const [step, stride] = [steps[d]! / draws, strides[cube.dims.indexOf(own)]! / drawsOf(cube, verb)]
    for (let i = 0; i < cells; i++) {
      const group = target[Math.floor(i / stride) % target.length]!
      sumOf[i] = group < 0 || sumOf[i]! < 0 ? -1 : sumOf[i]! + group * step
    }
  })
  const count = totals.values.length / draws
  return (draw) => ({ sumOf, totals: Float64Array.from({ length: count }, (_, s) => totals.values[s * draws + (draws === 1 ? 0 : draw)]!) })
}

/** How far forecasts are trusted. Residuals are past one-year-ahead errors by area and total, the same years in the same order. */
export type TraceWeights =
  /** In proportion to the number of parts in a total: needs no history. */
  | { readonly name: 'structural' }
  /** By the mean square of the residuals, or by their covariance shrunk towards its diagonal (at least 3 years). */
  | { readonly name: 'variance' | 'shrunk'; readonly residuals: Readonly<Record<string, readonly number[]>> }

/** Forecasts of areas and of totals. Both cubes have an `area` dimension and are equal in all others. */
export interface AreasAndTotals<D extends Dimensions> {
  readonly areas: Cube<D>
  /** Its areas are the labels of the structure, in the same order. */
  readonly totals: Cube<D>
}

export interface MinimumTrace<D extends Dimensions> extends AreasAndTotals<D> {
  /** Largest difference between a total and the sum of its areas, in the unit of the cubes. */
  readonly residual: { readonly before: number; readonly after: number }
  /** Numbers of areas negative as given, negative only because totals were made to agree, and set to zero in the result. */
  readonly negatives: { readonly given: number; readonly introduced: number; readonly removed: number }
  /** Most solves that a cell and draw needed; 1 when no area came out negative. */
  readonly rounds: number
  /** Cells and draws whose result is coherent and not negative but not the very nearest such; 0 with weights other than `shrunk` and totals that form a tree. */
  readonly notLeast: number
  /** How far the covariance was shrunk, from 0 to 1; undefined for other weights. */
  readonly shrinkage: number | undefined
  readonly provenance: Provenance
}

/**
 * Moves forecasts of areas and of totals as little as their errors allow, so that totals are the sums of their areas and no area is negative.
 *
 * @param forecasts areas and totals in one unit, made apart, with or without draws
 * @param structure for each total its areas; totals of several levels may share areas
 * @param weights default structural
 * @returns both cubes, totals exactly the sums that `aggregate` gives; bit for bit the same when they agreed and none was negative
 * @throws `invalid-option` for a total without areas; `label-mismatch` when totals and structure, or other dimensions, differ; `unknown-label` for a member that is no area; `no-data` for an area without
 *   residuals, or residuals that are too few or all 0; `duplicate-label` when an area and a total have one name; `not-finite`; `unit-mismatch`
 * Cost: O(areas × totals) a cell and draw; where areas come out negative also solves of the size of totals + zeros, 0.1 ms for 5 and 1 ms for 50.
 * Source: Wickramasuriya, Athanasopoulos and Hyndman (2019); the bound by fixing at zero, see `createReconciler`.
 */
export function reconcileMinimumTrace<D extends Dimensions>(forecasts: AreasAndTotals<D>, structure: readonly Grouping[], weights: TraceWeights = { name: 'structural' }): MinimumTrace<D> {
  const verb = 'reconcileMinimumTrace'
  requireObject(forecasts, 'forecasts', verb, 1, ['areas', 'totals'])
  requireList(structure, 'structure', verb, 2)
  const [areas, totals] = [requireFinite(forecasts.areas, verb), requireFinite(forecasts.totals, verb)]
  if (areas.unit !== totals.unit) throw new PlacesError('unit-mismatch', `${verb}: totals must be in ${areas.unit}, got ${totals.unit}`)
  requireSameLabels(createAxis(areas.dims), createAxis(totals.dims), 'dimensions', verb)
  for (const name of areas.dims) requireSameLabels(name === 'area' ? createAxis(structure.map((group) => group.label)) : axisOf(areas.axes, name), axisOf(totals.axes, name), name, verb)
  const empty = structure.find((group) => group.members.length === 0)
  if (empty !== undefined) throw new PlacesError('invalid-option', `${verb}: a total must have areas, got none in ${empty.label}`, { where: { area: empty.label } })
  const axis = axisOf(areas.axes, 'area')
  const nodes = createAxis([...axis.labels, ...structure.map((group) => group.label)]).labels
  const sums = structure.map((group) => createAxis(group.members).labels.map((label) => requirePosition(axis, label, 'area', verb)))
  const parts = axis.labels.length
  const { weight, shrinkage } = weighing(nodes, weights, (i) => (i < parts ? 1 : sums[i - parts]!.length), verb)
  const reconcile = createReconciler(parts, sums, weight)

  const [outAreas, outTotals] = [new Float64Array(areas.values.length), new Float64Array(totals.values.length)]
  const one = new Float64Array(nodes.length)
  const step = strideOf(areas, 'area')
  const counts = { before: 0, after: 0, given: 0, introduced: 0, removed: 0, rounds: 0, notLeast: 0 }
  for (let cell = 0; cell * parts < outAreas.length; cell++) {
    // Cells of one area are `step` numbers apart; the blocks of areas and of totals differ in length only.
    const [block, rest] = [Math.floor(cell / step), cell % step]
    const [fromArea, fromTotal] = [block * parts * step + rest, block * sums.length * step + rest]
    for (let i = 0; i < nodes.length; i++) one[i] = i < parts ? areas.values[fromArea + i * step]! : totals.values[fromTotal + (i - parts) * step]!
    const result = reconcile(one)
    for (let i = 0; i < nodes.length; i++) {
      if (i < parts) outAreas[fromArea + i * step] = result.values[i]!
      else outTotals[fromTotal + (i - parts) * step] = result.values[i]!
      if (i < parts && one[i]! < 0) counts.given++
    }
    counts.before = Math.max(counts.before, result.before)
    counts.after = Math.max(counts.after, result.after)
    counts.introduced += result.introduced
    counts.removed += result.removed
    counts.rounds = Math.max(counts.rounds, result.rounds)
    if (!result.least) counts.notLeast++
  }
  const { before, after, given, introduced, removed, rounds, notLeast } = counts
  return Object.freeze({
    areas: requireFinite(createCube(areas.dims, areas.axes, areas.unit, outAreas), verb),
    totals: createCube(totals.dims, totals.axes, totals.unit, outTotals),
    residual: Object.freeze({ before, after }),
    negatives: Object.freeze({ given, introduced, removed }),
    rounds,
    notLeast,
    shrinkage,
    provenance: stamp(verb, { options: { weights: weights.name } }),
  })
}

function weighing(nodes: readonly string[], weights: TraceWeights, size: (i: number) => number, verb: string): { weight: (i: number, j: number) => number; shrinkage: number | undefined } {
  if (weights.name === 'structural') return { weight: (i, j) => (i === j ? size(i) : 0), shrinkage: undefined }
  const series = nodes.map((label) => weights.residuals[label] ?? [])
  const years = Math.max(weights.name === 'shrunk' ? 3 : 1, ...series.map((each) => each.length))
  const wrong = nodes.filter((_, i) => series[i]!.length !== years || !series[i]!.every(Number.isFinite))
  if (wrong.length > 0) throw new PlacesError('no-data', `${verb}: every area and total needs ${years} finite residuals, got other for ${wrong.join(', ')}`, { where: { area: wrong[0]! } })
  if (weights.name === 'variance') {
    const variances = floorVariances(series.map((each) => each.reduce((sum, value) => sum + value ** 2, 0) / years))
    return { weight: (i, j) => (i === j ? variances[i]! : 0), shrinkage: undefined }
  }
  const { covariance, intensity } = shrinkCovariance(series[0]!.map((_, year) => series.map((each) => each[year]!)))
  return { weight: (i, j) => covariance[i]![j]!, shrinkage: intensity }
}
