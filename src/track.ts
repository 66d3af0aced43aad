// Entry point `school-places/track`: the ledger of projects, and what follows from it on any day.

// what it stands on
export { addDays, daysBetween } from './core/days.js'
export { buildingMilestones, conversionMilestones, createMilestoneLadder, developerMilestones } from './core/milestones.js'
export type { Milestone, MilestoneLadder, MilestoneLadderSpecification } from './core/milestones.js'
export { chanceOfAtLeast, countQuantile, poissonBinomial } from './numeric/poisson-binomial.js'

// tables → Ledger
export { parseLedger, safeParseLedger, updateLedger } from './input/parse-ledger.js'
export type { LedgerChanges, LedgerResult, LedgerSettings } from './input/parse-ledger.js'
export { milestoneStatuses, synchronySteps, targetMeasures } from './input/ledger-tables.js'
export { projectKinds, projectModes } from './input/project-rows.js'
export type { ProjectKind, ProjectMode } from './input/project-rows.js'
export type * from './input/ledger-tables.js'
export type { Ledger } from './track/ledger.js'

// Ledger → LedgerState
export { stateAt } from './track/state-at.js'
export type { BlockerState, LedgerState, ProjectState, StateOptions } from './track/state-at.js'
export type { MilestoneState, PlanVersion } from './track/read-milestones.js'
export type { ProjectFilter } from './track/select-projects.js'

// what a state tells
export { funnel, nestCounts, progressRates } from './track/funnel.js'
export type { FunnelStep, ProgressRate } from './track/funnel.js'
export { assessTargets } from './track/targets.js'
export type { TargetResult } from './track/targets.js'
export { listOverdue, rankUnits, unitTable } from './track/overdue.js'
export type { OverdueItem, UnitProgress, UnitRow } from './track/overdue.js'
export { checkAgreements } from './track/agreements.js'
export type { AgreementCheck, AgreementItem } from './track/agreements.js'
export { checkSynchrony } from './track/synchrony.js'
export type { SynchronyItem, SynchronyOptions } from './track/synchrony.js'
export { rollUpPlan } from './track/roll-up.js'
export type { ListYear, PlanRollUp, PlanYears } from './track/roll-up.js'

// two states
export { listChanges } from './track/changes.js'
export type { BlockerAge, ChangeCount, ChangeKind, ChangeList, LedgerChange } from './track/changes.js'

// what is to come
export { defaultPrior, delayFacts, estimateChances } from './track/chances.js'
export type { Chance, ChanceBasis, ChanceOf, ChanceOptions, DelayPrior } from './track/chances.js'
export { forecastProgress } from './track/forecast.js'
export type { CountOptions, ForecastOptions, ProgressForecast } from './track/forecast.js'
export { forecastTargets } from './track/target-forecast.js'
export type { TargetForecast } from './track/target-forecast.js'
export { placesAtRisk } from './track/places-at-risk.js'
export type { PlacesAtRisk, ProjectRisk, RiskOptions } from './track/places-at-risk.js'

// all of it, and told
export { trackLedger } from './track/track-ledger.js'
export type { Tracking, TrackingOptions } from './track/track-ledger.js'
export { trackingReport } from './report/tracking-report.js'
