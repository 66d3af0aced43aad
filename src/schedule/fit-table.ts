// A table whose rows and columns both add up exactly: proportions kept by iterative fitting, then rounded as a flow, each cell to a neighbour of its share.
// Deming and Stephan (1940), doi 10.1214/aoms/1177731829; controlled rounding as a transport problem: Cox and Ernst (1982), doi 10.1080/03155986.1982.11731871.

import { createNetworkSimplex } from '../numeric/network-simplex.js'

export interface FittedTable {
  /** `infeasible`: cells without weight keep some row or column from its total. */
  readonly status: 'fitted' | 'infeasible'
  /** Whole numbers, [row][column]; what can be given when infeasible. */
  readonly cells: readonly (readonly number[])[]
  /** Before rounding. */
  readonly shares: readonly (readonly number[])[]
  /** What rows could not give, by row; all 0 when fitted. */
  readonly left: readonly number[]
}

/**
 * Fits a table of whole numbers to the totals of its rows and columns.
 *
 * @param rows and `columns` whole numbers from 0 with equal sums
 * @param weights how much each cell counts, [row][column]; 0 keeps it empty
 * @returns cells that are the whole number below or above their share, so that the sum of all roundings is as small as can be
 * Cost: O(cells × rounds), rounds mostly below 50; the rounding is one transport problem.
 */
export function fitTable(rows: readonly number[], columns: readonly number[], weights: readonly (readonly number[])[]): FittedTable {
  const shares = fitShares(rows, columns, weights)
  // A share that is whole but for rounding is whole.
  const below = shares.map((row) => row.map((share) => Math.floor(share + 1e-7)))
  for (let spread = 1; ; spread *= 8) {
    const flow = roundTo(rows, columns, weights, shares, below, spread)
    const left = rows.map((total, r) => total - flow[r]!.reduce((sum, each) => sum + each, 0))
    const complete = left.every((each) => each === 0)
    // Where zeros keep the fit from its end the neighbours of a share may not do; wider steps find what there is.
    if (complete || spread > Math.max(...rows)) return Object.freeze({ status: complete ? 'fitted' : 'infeasible', cells: flow, shares, left })
  }
}

function fitShares(rows: readonly number[], columns: readonly number[], weights: readonly (readonly number[])[]): number[][] {
  const cells = weights.map((row) => [...row])
  for (let round = 0; round < 2000; round++) {
    let worst = 0
    rows.forEach((total, r) => {
      const sum = cells[r]!.reduce((all, each) => all + each, 0)
      if (sum > 0) for (let c = 0; c < columns.length; c++) cells[r]![c]! *= total / sum
    })
    columns.forEach((total, c) => {
      const sum = cells.reduce((all, row) => all + row[c]!, 0)
      if (sum > 0) for (const row of cells) row[c]! *= total / sum
      worst = Math.max(worst, Math.abs(sum - total))
    })
    if (worst < 1e-9) break
  }
  return cells
}

/** Gives each cell its whole number below and sends what is left of rows to columns over steps of at most `spread`, the cheapest way. */
function roundTo(rows: readonly number[], columns: readonly number[], weights: readonly (readonly number[])[], shares: readonly (readonly number[])[], below: readonly (readonly number[])[], spread: number): number[][] {
  // A wider step may take away as well.
  const base = below.map((row) => row.map((each) => Math.max(0, each - (spread - 1))))
  const arcs = rows.flatMap((_, r) => columns.map((_column, c) => ({ r, c }))).filter(({ r, c }) => weights[r]![c]! > 0 && (spread > 1 || shares[r]![c]! - below[r]![c]! > 1e-7))
  const solve = createNetworkSimplex({
    sources: rows.length,
    sinks: columns.length,
    from: Int32Array.from(arcs, ({ r }) => r),
    to: Int32Array.from(arcs, ({ c }) => c),
    // The nearer a share is to the number above, the cheaper it is to take it.
    cost: Float64Array.from(arcs, ({ r, c }) => 1 - (shares[r]![c]! - below[r]![c]!)),
    limit: Float64Array.from(arcs, ({ r, c }) => below[r]![c]! - base[r]![c]! + spread),
  })
  const { flow } = solve(
    Float64Array.from(rows, (total, r) => Math.max(0, total - base[r]!.reduce((sum, each) => sum + each, 0))),
    Float64Array.from(columns, (total, c) => Math.max(0, total - base.reduce((sum, row) => sum + row[c]!, 0))),
  )
  const cells = base.map((row) => [...row])
  arcs.forEach(({ r, c }, a) => (cells[r]![c]! += Math.round(flow[a]!)))
  return cells
}
