// Rows and columns of a mixed-integer linear program while it is being written down, and the arrays the solver takes.

import type { LimitName } from './find-violations.js'

/** What a row of the program stands for, by positions. */
export interface LimitRow {
  readonly row: number
  readonly limit: LimitName
  readonly year?: number
  readonly area?: number
  readonly stage?: number
  readonly site?: number
  readonly project?: number
  /** The row in units of the limit: 1 unit of the row is so many yuan, works or places. */
  readonly unit: number
}

/** A program to minimise, row-wise sparse; integer columns are 0 or 1. */
export interface LinearProgram {
  readonly columns: number
  readonly rows: number
  readonly cost: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly integer: Int32Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
}

export class ProgramWriter {
  private readonly lower: number[] = []
  private readonly upper: number[] = []
  private readonly integer: number[] = []
  private readonly rowLower: number[] = []
  private readonly rowUpper: number[] = []
  private readonly starts: number[] = [0]
  private readonly indices: number[] = []
  private readonly values: number[] = []

  get columns(): number {
    return this.lower.length
  }

  get rows(): number {
    return this.rowLower.length
  }

  /** Adds a column and gives its position. */
  column(lower: number, upper: number, integer = false): number {
    this.lower.push(lower)
    this.upper.push(upper)
    this.integer.push(integer ? 1 : 0)
    return this.lower.length - 1
  }

  /** Adds a row `lower ≤ Σ value × column ≤ upper` and gives its position. Columns must be distinct; zeros are left out. */
  row(entries: readonly (readonly [column: number, value: number])[], lower: number, upper: number): number {
    for (const [column, value] of entries) {
      if (value === 0) continue
      this.indices.push(column)
      this.values.push(value)
    }
    this.starts.push(this.indices.length)
    this.rowLower.push(lower)
    this.rowUpper.push(upper)
    return this.rowLower.length - 1
  }

  /** The program as it stands, with the cost of each column. */
  program(cost: Float64Array): LinearProgram {
    return {
      columns: this.columns,
      rows: this.rows,
      cost,
      lower: Float64Array.from(this.lower),
      upper: Float64Array.from(this.upper),
      integer: Int32Array.from(this.integer),
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
      starts: Int32Array.from(this.starts),
      indices: Int32Array.from(this.indices),
      values: Float64Array.from(this.values),
    }
  }
}
