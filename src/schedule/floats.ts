// What follows from the two passes: how far an activity may slip before any other moves, and the chain that decides the end.

import { none } from './passes.js'
import type { PassNetwork } from './passes.js'
import { finishAfter, latestStart, startToFinishFrom } from './work-calendar.js'

/** Calendar days by which each activity may slip before another has to move or the end does; 0 for what is finished. */
export function freeFloats({ size, tables, tableOf, linkStart, linkFrom, linkKind, linkLag, started, finished }: PassNetwork, work: Int32Array, start: Int32Array, finish: Int32Array, end: number): Int32Array {
  // Latest finish and latest start of each that leave the earliest dates of all that follow as they are.
  const finishBy = new Int32Array(size).fill(end)
  const startBy = new Int32Array(size).fill(end)
  for (let i = 0; i < size; i++) {
    if (finished[i] !== none) continue
    for (let l = linkStart[i]!; l < linkStart[i + 1]!; l++) {
      const kind = linkKind[l]!
      if (started[i] !== none && kind < 2) continue
      const bound = (kind < 2 ? start[i]! : finish[i]!) - linkLag[l]!
      const by = kind === 0 || kind === 2 ? finishBy : startBy
      by[linkFrom[l]!] = Math.min(by[linkFrom[l]!]!, bound)
    }
  }
  return start.map((from, i) => {
    if (finished[i] !== none) return 0
    const table = tables[tableOf[i]!]!
    const latest = latestStart(table, finishBy[i]!, work[i]!)
    if (started[i] !== none) return finishAfter(table, latest, work[i]!) - finish[i]!
    const bound = startBy[i]! >= latest || work[i] === 0 ? Math.min(latest, startBy[i]!) : latestStart(table, startBy[i]! + 1, 1)
    return bound - from
  })
}

/** One chain of critical activities, each of which keeps the next from being earlier, up to the one that ends last. Positions, first to last. */
export function criticalPathOf({ size, tables, tableOf, linkStart, linkFrom, linkKind, linkLag, started }: PassNetwork, work: Int32Array, start: Int32Array, finish: Int32Array, end: number, critical: Int32Array): number[] {
  /** Whether a dependency is what holds its activity where it is. */
  const decides = (l: number, i: number): boolean => {
    const table = tables[tableOf[i]!]!
    const kind = linkKind[l]!
    if (started[i] !== none && kind < 2) return false
    const source = (kind === 0 || kind === 2 ? finish : start)[linkFrom[l]!]! + linkLag[l]!
    const bound = kind < 2 ? source : startToFinishFrom(table, source, work[i]!)
    const from = started[i] === none ? start[i]! : latestStart(table, finish[i]!, work[i]!)
    if (bound > from || bound < table.first) return false
    return work[i] === 0 ? bound === from : table.before[bound - table.first] === table.before[from - table.first]
  }
  // The last in order, so that a milestone that closes the work is told too.
  let at = Array.from({ length: size }, (_, i) => i).findLast((i) => critical[i] === 1 && finish[i] === end)
  const path: number[] = []
  while (at !== undefined) {
    path.unshift(at)
    const before: number[] = []
    for (let l = linkStart[at]!; l < linkStart[at + 1]!; l++) if (critical[linkFrom[l]!] === 1 && decides(l, at)) before.push(linkFrom[l]!)
    at = before.sort((a, b) => finish[b]! - finish[a]! || start[b]! - start[a]!)[0]
  }
  return path
}
