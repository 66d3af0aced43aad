// Entry point `school-places/reconcile`: totals that agree, in proportion or by minimum trace. Apart from the rest because it needs mathjs.

export { reconcileMinimumTrace, reconcileProportional } from './project/reconcile.js'
export type { AreasAndTotals, Control, MinimumTrace, Proportional, ProportionalOptions, TraceWeights } from './project/reconcile.js'
