// What every result carries so that the same bits can be had again, and so that two runs that differ can be explained.

/** The version of this library; a test keeps it equal to package.json. */
export const version = '0.1.0'

export interface Provenance {
  readonly library: 'school-places'
  readonly version: string
  /** The verb that made the result. */
  readonly verb: string
  /** Last school year whose counts were used. */
  readonly origin?: number
  /** Years ahead of the origin. */
  readonly horizon?: number
  readonly draws?: number
  readonly seed?: number
  /** The options that were in force, defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>
  /** Names of the scenarios applied, in order. */
  readonly scenarios?: readonly string[]
}

/** Stamps a result of `verb` with the library version and the options in force. */
export function stamp(verb: string, detail: Omit<Provenance, 'library' | 'version' | 'verb'>): Provenance {
  return Object.freeze({ library: 'school-places', version, verb, ...detail })
}
