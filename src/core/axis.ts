// Labels along one dimension. A plain frozen object, so that cubes clone to a worker and print in a test's difference.

import { PlacesError, requireList, requireNoun } from './error.js'
import { anAxis } from './nouns.js'

export type Label = string | number

export interface Axis<L extends Label = Label> {
  readonly labels: readonly L[]
}

/** Makes an axis of distinct labels. Throws `duplicate-label` naming the first label that comes twice. */
export function createAxis<L extends Label>(labels: readonly L[]): Axis<L> {
  requireList(labels, 'labels', 'createAxis')
  const seen = new Set<L>()
  for (const label of labels) {
    if (seen.has(label)) throw new PlacesError('duplicate-label', `createAxis: labels must be distinct, got ${String(label)} twice`)
    seen.add(label)
  }
  return Object.freeze({ labels: Object.freeze([...labels]) })
}

// Positions are remembered per axis object: axes are frozen, so the index never goes stale, and a cube stays plain data.
const positions = new WeakMap<Axis, Map<Label, number>>()

/** Position of a label on the axis, −1 when absent. O(1) after the first look-up on an axis. */
export function positionOf(axis: Axis, label: Label): number {
  if (axis?.labels === undefined) requireNoun(axis, anAxis, 'positionOf')
  let index = positions.get(axis)
  if (index === undefined) {
    index = new Map(axis.labels.map((each, position) => [each, position]))
    positions.set(axis, index)
  }
  return index.get(label) ?? -1
}

/** Position of a label on the axis; throws `unknown-label` with the labels there are. */
export function requirePosition(axis: Axis, label: Label, dimension: string, verb: string): number {
  const position = positionOf(axis, label)
  if (position >= 0) return position
  const known = axis.labels.length <= 12 ? axis.labels.join(', ') : `${axis.labels.slice(0, 12).join(', ')} … (${axis.labels.length})`
  throw new PlacesError('unknown-label', `${verb}: ${dimension} must be one of ${known}, got ${String(label)}`, {
    where: dimension === 'year' ? { year: Number(label) } : { [dimension]: String(label) },
  })
}

/** Throws `label-mismatch` naming the first difference unless both axes hold the same labels in the same order. */
export function requireSameLabels(left: Axis, right: Axis, dimension: string, verb: string): void {
  if (left === right) return
  const length = Math.max(left.labels.length, right.labels.length)
  for (let i = 0; i < length; i++) {
    const a = left.labels[i]
    const b = right.labels[i]
    if (a !== b) {
      throw new PlacesError('label-mismatch', `${verb}: labels must be equal on ${dimension}, got ${String(a)} against ${String(b)} at position ${i + 1}`, {
        hint: 'select the same labels on both sides first',
      })
    }
  }
}

/** The whole numbers from `first` to `last`, both included. */
export function yearsFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
}

const drawAxes = new Map<number, Axis<number>>()
/** Runs use two numbers of draws by turns: many of pupils, and one of places. */
const mostDrawAxes = 4

/** The axis of so many draws, from 0 on; asked for again it is the same object, as groups of areas would otherwise each make one of a thousand labels. */
export function drawAxis(draws: number): Axis<number> {
  const known = drawAxes.get(draws)
  if (known !== undefined) return known
  if (drawAxes.size === mostDrawAxes) drawAxes.clear()
  const made = createAxis(yearsFrom(0, draws - 1))
  drawAxes.set(draws, made)
  return made
}
