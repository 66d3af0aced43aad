// The two sides of a catchment: cells with pupils and schools with places.

/** A block, estate or road segment (地块、小区、路段) with the pupils of the cohort that is assigned. */
export interface Cell {
  readonly cell: string
  readonly pupils: number
  /** Cells that touch it, needed where catchments must hang together. One side is enough. */
  readonly neighbours?: readonly string[] | undefined
}

export interface CatchmentSchool {
  readonly school: string
  /** Places for the cohort that is assigned. */
  readonly places: number
  /** The cell it stands in; the nearest cell when left out. */
  readonly home?: string | undefined
}
