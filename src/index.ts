// The public surface, in river order. Re-exports only.

// what everything stands on
export { aggregate, total } from './core/aggregate.js'
export type { Grouping } from './core/aggregate.js'
export { createAxis, positionOf, yearsFrom } from './core/axis.js'
export type { Axis, Label } from './core/axis.js'
export { chinaFiveFourLadder, chinaLadder, createLadder, englandLadder, gradeIds, stageGroups, stageOf, usLadder } from './core/ladder.js'
export type { Grade, Ladder, Stage, StageSpecification } from './core/ladder.js'
export { cohortSplit, openingYear, schoolYearOf, septemberCalendar } from './core/calendar.js'
export type { BirthYear, CohortSplit, SchoolCalendar } from './core/calendar.js'
export { combine } from './core/combine.js'
export { createCube, mapCube, rowAt, selectLabels, valueAt } from './core/cube.js'
export type { AxesOf, Coordinates, Cube, DimensionName, Dimensions, Unit, Values } from './core/cube.js'
export { PlacesError } from './core/error.js'
export type { ErrorCode } from './core/error.js'
export { addFacts, compareFacts, createFactBook, rate } from './core/fact.js'
export type { Bound, Evidence, Fact, FactBook, FactStatus, Rate } from './core/fact.js'
export { describeIssue, describeWhere } from './core/issue.js'
export type { Issue, IssueCode, Severity, Where } from './core/issue.js'
export { version } from './core/provenance.js'
export type { Provenance } from './core/provenance.js'
export { cubeOfRows, rowsOf } from './core/rows.js'
export { summarise } from './core/summarise.js'
export type { Statistic } from './core/summarise.js'

// numbers
export { apportion } from './numeric/apportion.js'
export { correlationOf } from './numeric/correlation.js'
export { createStream } from './numeric/random.js'
export type { Stream } from './numeric/random.js'
export { mean, median, quantile, share, shareAbove, shareBelow } from './numeric/summary.js'

// tables → Dataset
export { readNumber } from './input/numerals.js'
export { parseInputs, safeParseInputs } from './input/parse-inputs.js'
export type { InputSettings, ParseResult } from './input/parse-inputs.js'
export type { Area, Assumption, Dataset, PlaceStock, Project, StageTotal } from './input/dataset.js'
export type * from './input/tables.js'

// Dataset → Rates
export { estimateRatio } from './estimate/progression.js'
export type { RatioEstimate, RatioHistory, RatioMethod } from './estimate/progression.js'
export { estimateRates } from './estimate/estimate-rates.js'
export type { EstimateMethod, EstimateOptions } from './estimate/estimate-rates.js'
export type { RateEvidence, Rates } from './estimate/rates.js'

export { entrySources } from './estimate/entry-sources.js'
export type { EntrySourceOptions } from './estimate/entry-sources.js'
export { nowcastEntry } from './estimate/nowcast.js'
export type { EntryHistory, EntrySource, Nowcast, NowcastOptions, NowcastYear, SourceRecord, YearValue } from './estimate/nowcast.js'
export { participationPath, sharePaths, splitPupils } from './estimate/shares.js'
export type { DrawnShares, ShareKind, ShareMethod, ShareOptions, SharePaths } from './estimate/shares.js'
export { assumedShareSpread, spreadOfShares } from './estimate/share-spread.js'
export type { ShareSpread } from './estimate/share-spread.js'
export { pointsPlaces } from './estimate/points-places.js'
export type { PointsInput, PointsPlaces, PriorityGroup } from './estimate/points-places.js'
export type { MethodChoice } from './estimate/choose.js'
export { estimateDispersion } from './estimate/dispersion.js'
export type { Dispersion, DispersionEvidence, DispersionOptions, GradeCorrelation, KindSpread, LeadFactors } from './estimate/dispersion.js'
export { assumedHousingSpread, estimateHousingSpread } from './estimate/housing-spread.js'
export type { HousingRecords, HousingSpread } from './estimate/housing-spread.js'
export { assumedParticipationSpread, spreadOfParticipation } from './estimate/participation-spread.js'
export type { ParticipationSpread } from './estimate/participation-spread.js'
export { recalibrate } from './estimate/recalibrate.js'
export type { RecalibrateOptions } from './estimate/recalibrate.js'
export type { PastErrors } from './estimate/past-errors.js'
export type { RegionSpread } from './estimate/region-spread.js'
export { spreadOfBirths } from './estimate/birth-spread.js'
export type { BirthSpread } from './estimate/birth-spread.js'
export { cohortRateFrom, placesPerHundredHouseholds, placesPerThousand } from './estimate/cohort-rate.js'
export type { CohortDemand, PublishedNorm, StageDemand } from './estimate/cohort-rate.js'
export { housingPupils } from './estimate/housing.js'
export type { HousingContribution, HousingOptions, HousingPupils, PlannedDwellings } from './estimate/housing.js'

// Rates → Projection
export { projectCohorts } from './project/kernel.js'
export type { CohortInput, RowNoise, Strided } from './project/kernel.js'
export { projectPupils } from './project/project-pupils.js'
export type { ProjectionInput, ProjectOptions } from './project/project-pupils.js'
export type { Projection } from './project/projection.js'

export { birthVariant, birthVariants } from './project/changes.js'
export type {
  AreaEvent,
  AreaShare,
  BirthChange,
  BirthVariantName,
  Change,
  CloseEvent,
  EntryAgeChange,
  EntryRatioChange,
  MergeEvent,
  MigrationShock,
  OpenEvent,
  ParticipationChange,
  ProgressionChange,
  Scenario,
  SwingEvent,
} from './project/changes.js'
export { applyScenario } from './project/scenario.js'
export { applySupplyEvent } from './project/supply-events.js'
export type { PrivateQuotaCut, SupplyEvent } from './project/supply-events.js'
export { explainEditions, explainedFactors, explainYears } from './project/explain.js'
export type { Edition, ExplainedFactor, ExplainedGrades, ExplainedPart, ExplainedRates, Explanation } from './project/explain.js'

export { simulatePupils } from './project/simulate-pupils.js'
export type { SimulateOptions } from './project/simulate-pupils.js'
export type { NoiseSources } from './project/noise.js'
export { simulateShares } from './project/simulate-shares.js'
export type { SimulateSharesOptions } from './project/simulate-shares.js'
export { mergeSummaries, shard } from './project/shard.js'
export { simulateSummaries } from './project/simulate-summaries.js'
export type { Summaries, SummariesOptions } from './project/simulate-summaries.js'

// residence → school
export { applyFlows, createFlows, estimateFlows, flowShare } from './project/flows.js'
export type { FlowCount, FlowEstimateOptions, FlowMatrix, FlowOptions, FlowPair, FlowShare, SchoolProjection } from './project/flows.js'

// Dataset → Supply
export { buildSupply } from './supply/build-supply.js'
export type { SupplyOptions } from './supply/build-supply.js'
export { programmeByYear } from './supply/supply.js'
export type { Addition, ProgrammeYear, Supply } from './supply/supply.js'

// Projection + Supply → Balance → Alerts
export { balancePlaces } from './balance/balance.js'
export type { Balance, Measures } from './balance/balance.js'
export { findTurningPoints } from './balance/turning-points.js'
export type { TurningPointOptions, TurningPoints } from './balance/turning-points.js'
export { compareAdmissions } from './balance/admissions.js'
export type { AdmissionBalance } from './balance/admissions.js'
export { raiseAlerts } from './balance/alerts.js'
export type { Alert, AlertOptions, AlertReason, AlertYear, DecideBy } from './balance/alerts.js'

// all of it
export { planPlaces } from './plan.js'
export type { Plan, PlanOptions, PlanStep } from './plan.js'
