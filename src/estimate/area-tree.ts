// The tree of areas, looked up often: parents by area, remembered per dataset.

import type { Dataset } from '../input/dataset.js'

const parents = new WeakMap<Dataset, ReadonlyMap<string, string | undefined>>()

/** The area above, undefined at the top. */
export function parentOf(dataset: Dataset, area: string): string | undefined {
  let known = parents.get(dataset)
  if (known === undefined) {
    known = new Map(dataset.areas.map((each) => [each.id, each.parent]))
    parents.set(dataset, known)
  }
  return known.get(area)
}

/** The area itself and every area above it, nearest first. */
export function* lineage(dataset: Dataset, area: string): Generator<string, void, undefined> {
  let next: string | undefined = area
  while (next !== undefined) {
    yield next
    next = parentOf(dataset, next)
  }
}
