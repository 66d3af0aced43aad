// Shares of sectors or groups in many futures: the path that is expected, out by a level drawn once an area and stage and by a yearly drift.

import { drawAxis } from '../core/axis.js'
import { axisOf, createCube, maxCellsDefault, requireFinite, requireRoom } from '../core/cube.js'
import type { Cube } from '../core/cube.js'
import { PlacesError, requireInteger, requireNoun, requireObject } from '../core/error.js'
import type { Issue } from '../core/issue.js'
import { sharesOverYears } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import { counted } from '../core/words.js'
import type { DrawnShares, ShareKind, SharePaths } from '../estimate/shares.js'
import type { ShareSpread } from '../estimate/share-spread.js'
import { createSampler, keyOf, keyWithin } from '../numeric/row-sampler.js'
import type { RowKey } from '../numeric/row-sampler.js'

export interface SimulateSharesOptions {
  /** As many as the pupils that are to be divided have. */
  readonly draws: number
  /** A whole number from 0; the same seed gives the same bits. */
  readonly seed: number
  /** Cells that the result may hold; 5e7 when left out. */
  readonly maxCells?: number | undefined
}

/**
 * Draws shares around their paths, on the scale of log-odds, so that they stay between 0 and 1 and sum to 1.
 *
 * The first year is the origin and certain. A share of 0 or 1 has no odds and stays. Draws are keyed by area, stage and label, as those of
 * `simulatePupils` are. The middle of the draws is the path; near 0 and 1 the mean lies a little further inside.
 *
 * @param paths from `sharePaths`
 * @param spread from `spreadOfShares`, or your own; an assumed one is said in `issues`
 * @returns `shares` [area, stage, sector | group, year, draw], for `splitPupils`
 * @throws `invalid-option` for draws, a seed or a spread that cannot be; `too-large` above `maxCells`
 * Cost: O(cells), about 20 ns each.
 */
export function simulateShares<By extends ShareKind>(paths: SharePaths<By>, spread: ShareSpread, options: SimulateSharesOptions): DrawnShares<By> {
  const verb = 'simulateShares'
  requireNoun(paths, sharesOverYears, verb)
  requireObject(spread, 'spread', verb, 2)
  requireObject(options, 'options', verb, 3)
  const draws = requireInteger(options.draws, 1, 'draws', verb)
  const seed = requireInteger(options.seed, 0, 'seed', verb)
  for (const name of ['level', 'drift'] as const) if (!(spread[name] >= 0 && spread[name] < 10)) throw new PlacesError('invalid-option', `${verb}: ${name} must be from 0 to 10, got ${spread[name]}`, { where: { option: name } })
  const by: ShareKind = paths.by
  const expected = paths.shares as unknown as Cube<readonly ['area', 'stage', ShareKind, 'year']>
  const [areas, stages, labels, years] = [expected.axes.area.labels, expected.axes.stage.labels, axisOf(expected.axes, by).labels, expected.axes.year.labels]
  const size = expected.values.length * draws
  requireRoom(size, options.maxCells ?? maxCellsDefault, verb)
  const out = new Float64Array(size)
  const sample = createSampler()
  const [key, none]: [RowKey, RowKey] = [new Uint32Array(4), new Uint32Array(4)]
  const [path, step, sums] = [new Float64Array(labels.length * draws), new Float64Array(draws), new Float64Array(draws)]
  // Odds of two shares have the difference of their errors.
  const unit = 1 / Math.SQRT2
  areas.forEach((area, a) => {
    stages.forEach((stage, s) => {
      const keys = labels.map((label) => keyOf(seed, 'shares', area, stage, label))
      years.forEach((year, y) => {
        sums.fill(0)
        labels.forEach((_, k) => {
          const at = ((a * stages.length + s) * labels.length + k) * years.length + y
          const own = k * draws
          if (y === 0) path.fill(0, own, own + draws)
          else if (y === 1) sample(path, own, draws, keyWithin(key, keys[k]!, none, 0), unit * spread.level)
          if (y > 0) {
            sample(step, 0, draws, keyWithin(key, keys[k]!, none, year), unit * spread.drift)
            for (let d = 0; d < draws; d++) path[own + d]! += step[d]!
          }
          const share = expected.values[at]!
          for (let d = 0; d < draws; d++) {
            const value = y === 0 ? share : share * Math.exp(path[own + d]!)
            out[at * draws + d] = value
            sums[d]! += value
          }
        })
        if (y === 0) return
        labels.forEach((_, k) => {
          const at = (((a * stages.length + s) * labels.length + k) * years.length + y) * draws
          for (let d = 0; d < draws; d++) if (sums[d]! > 0) out[at + d]! /= sums[d]!
        })
      })
    })
  })
  const shares = createCube(['area', 'stage', by, 'year', 'draw'], { ...expected.axes, draw: drawAxis(draws) } as never, 'ratio', out)
  const stagesOf = areas.length * stages.length
  const assumed: Issue = {
    code: 'share-spread-assumed',
    severity: 'assumption',
    where: { table: 'shares' },
    message: `how shares move from year to year is not known for ${counted(stagesOf, 'stage of an area', 'stages of areas')}`,
    assumed: `log-odds out by ${spread.level} in level and ${spread.drift} more each year`,
    amounts: { stages: stagesOf, level: spread.level, drift: spread.drift },
  }
  return Object.freeze({
    by: paths.by,
    expected: paths.shares,
    shares: requireFinite(shares, verb) as unknown as DrawnShares<By>['shares'],
    issues: Object.freeze(spread.source === 'assumed' ? [...paths.issues, assumed] : paths.issues),
    provenance: stamp(verb, { ...(paths.provenance.origin === undefined ? {} : { origin: paths.provenance.origin }), draws, seed, options: { by, level: spread.level, drift: spread.drift } }),
  })
}
