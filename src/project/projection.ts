// Pupils by area, grade, year and draw: what the balance sets against the places.

import type { Cube } from '../core/cube.js'
import type { Issue } from '../core/issue.js'
import type { Ladder } from '../core/ladder.js'
import type { Provenance } from '../core/provenance.js'

export interface Projection {
  readonly ladder: Ladder
  readonly origin: number
  readonly horizon: number
  /** Years origin … origin + horizon; the first is the base year. A point forecast has one draw. */
  readonly pupils: Cube<readonly ['area', 'grade', 'year', 'draw']>
  readonly issues: readonly Issue[]
  readonly provenance: Provenance
}
