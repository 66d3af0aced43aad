// The shocks that all areas of a region share, year by year, kept for the areas of one region that come one after the other.

import type { RowRoom } from '../numeric/row-loops.js'
import { keyOf } from '../numeric/row-sampler.js'
import type { Dispersion } from '../estimate/dispersion.js'
import type { NoiseSources } from './noise-sources.js'

/** The shocks that a region's areas share [year, draw], in units of their standard deviation; kept until another region is asked for. */
export class RegionRows {
  private region: string | undefined
  constructor(
    private readonly room: RowRoom<'region' | 'regionShock' | 'regionLevel'>,
    private readonly dispersion: Dispersion,
    private readonly seed: number,
    private readonly origin: number,
    private readonly years: number,
    private readonly draws: number,
    private readonly sources: NoiseSources,
  ) {}

  open(region: string): void {
    if (region === this.region || !this.sources.years) return
    this.region = region
    const { draws, room } = this
    const { region: rows, regionShock: shock, regionLevel: level } = room.rows
    const carried = this.sources.drift ? this.dispersion.regionYear.carried : 0
    level.fill(0)
    for (let year = 0; year < this.years; year++) {
      room.sample(shock, 0, draws, keyOf(this.seed, 'years', region, this.origin + 1 + year), 1)
      room.carry(rows, year * room.stride, draws, shock, level, carried)
    }
  }
}
