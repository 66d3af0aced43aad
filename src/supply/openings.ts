// When each project opens in each draw: the only thing about delivery that the places of a year need to know.

/** Mark of a project that falls away in a draw. */
export const neverOpens = 32767

/** The school year in which each project opens, in every draw. One draw of a project moves all its places together, over all its stages. */
export interface Openings {
  readonly draws: number
  readonly projects: readonly string[]
  /** [project, draw], draws contiguous: the school year from which the places can be used, or `neverOpens`. */
  readonly years: Int16Array
}
