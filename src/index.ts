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
export { compareFacts } from './core/compare-facts.js'
export { addFacts, createFactBook, rate } from './core/fact.js'
export { boundsOf } from './core/fact-bounds.js'
export type { Range, Stated } from './core/fact-bounds.js'
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
export { distributionFaults } from './numeric/distribution-faults.js'
export type * from './numeric/distribution.js'
export { chanceUpTo, createDistributionSampler, deviationOf, drawDistribution, lognormalThrough, meanOf, quantileOf } from './numeric/distributions.js'
export type { Sampler } from './numeric/distributions.js'
export { productLimit } from './numeric/survival.js'
export type { Lasting, SurvivalStep } from './numeric/survival.js'
export { createStream } from './numeric/random.js'
export type { Stream } from './numeric/random.js'
export { mean, median, quantile, share, shareAbove, shareBelow } from './numeric/summary.js'

// tables → Dataset
export { readFigure, readNumber } from './input/numerals.js'
export type { Figure, ReadNumber } from './input/numerals.js'
export { parseInputs, safeParseInputs } from './input/parse-inputs.js'
export type { InputSettings, ParseResult } from './input/parse-inputs.js'
export type { Area, Assumption, Dataset, PlaceStock, Project, ProjectPart, StageTotal } from './input/dataset.js'
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
export type { ShareKind, ShareMethod, ShareOptions, SharePaths } from './estimate/shares.js'
export { pointsPlaces } from './estimate/points-places.js'
export type { PointsInput, PointsPlaces, PriorityGroup } from './estimate/points-places.js'
export type { MethodChoice } from './estimate/choose.js'
export { estimateDispersion } from './estimate/dispersion.js'
export type { Dispersion, DispersionEvidence, DispersionOptions, KindSpread } from './estimate/dispersion.js'
export type { PastErrors } from './estimate/past-errors.js'
export type { RegionSpread } from './estimate/region-spread.js'
export { spreadOfBirths } from './estimate/birth-spread.js'
export type { BirthSpread } from './estimate/birth-spread.js'
export { cohortRateFrom, placesPerHundredHouseholds, placesPerThousand } from './estimate/cohort-rate.js'
export type { CohortDemand, PublishedNorm, StageDemand } from './estimate/cohort-rate.js'
export { housingPupils } from './estimate/housing.js'
export type { HousingContribution, HousingOptions, HousingPupils } from './estimate/housing.js'

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
export { shard } from './project/shard.js'
export { mergeSummaries } from './project/merge-summaries.js'
export { simulateSummaries } from './project/simulate-summaries.js'
export type { SummariesOptions } from './project/simulate-summaries.js'
export type { Summaries, Summary } from './project/summaries.js'

// residence → school
export { applyFlows, createFlows, estimateFlows, flowShare } from './project/flows.js'
export type { FlowCount, FlowEstimateOptions, FlowMatrix, FlowOptions, FlowPair, FlowShare, SchoolProjection } from './project/flows.js'

// Dataset → Supply
export { buildSupply } from './supply/build-supply.js'
export type { SupplyOptions } from './supply/build-supply.js'
export { migrantShare } from './supply/migrant-share.js'
export type { MigrantCount, MigrantShare, MigrantTarget } from './supply/migrant-share.js'
export { sectorAccounts } from './supply/sector-accounts.js'
export type { SectorAccount, SectorAccounts, SectorAddition, SectorMove, SectorSupply, StageAccount } from './supply/ownership.js'
export { projectSectorShares } from './supply/project-sector-shares.js'
export type { Filling, PlacesToHold, ProjectedShares, ShareYear } from './supply/project-sector-shares.js'
export { shareBySector } from './supply/sector-shares.js'
export type { BySector, HeldShare, SectorShares, ShareTargets } from './supply/sector-shares.js'
export { capacityOf } from './supply/capacity.js'
export type { Capacity, CapacityOptions, CapacityWay, ClassRow, SchoolRoom } from './supply/capacity.js'
export { keepMargin } from './supply/margin.js'
export type { Margin } from './supply/margin.js'
export { binClasses, classSizeBins, findOversizeClasses, findOversizeSchools } from './supply/oversize.js'
export type { ClassSizeBin, ClassSizeRow, OversizeClasses, OversizeSchools, SchoolRoll } from './supply/oversize.js'
export { placesFromSpace, placesOfSite, sitesNeeded, spaceForPlaces } from './supply/space.js'
export type { Site, SitePlaces, SitesNeeded, SpacePoint, SpaceStandard } from './supply/space.js'
export { coverTargets, placesBySource } from './supply/sources.js'
export type { PlanCover, SourceOptions, SourceYear } from './supply/sources.js'
export { neverOpens, plannedOpenings } from './supply/openings.js'
export type { Openings } from './supply/openings.js'
export { shareInGrade } from './supply/phase-in.js'
export { programmeByYear } from './supply/supply.js'
export type { Addition, ProgrammeYear, Supply } from './supply/supply.js'

// projects → openings
export { certaintyFact, usualCertainty } from './supply/certainty-words.js'
export type { CertaintyWords } from './supply/certainty-words.js'
export type { Delay, DeliveryOptions, DeliveryProject, Reached, SharedDelay } from './supply/delivery-project.js'
export { drawOpenings } from './supply/draw-openings.js'
export type { DrawnOpenings, DrawOpeningsOptions } from './supply/draw-openings.js'
export { deliveryMilestones, usualDurations } from './supply/durations.js'
export type { DeliveryDurations, DeliveryMilestone, StepDuration } from './supply/durations.js'
export { compareModes, earliestOpening } from './supply/earliest-opening.js'
export type { EarliestOpening, ModeOutlook, OpeningDate } from './supply/earliest-opening.js'
export { expectedOpenings } from './supply/expected-openings.js'
export type { ExpectedOpening, ExpectedOpenings } from './supply/expected-openings.js'
export { estimateDelays } from './supply/estimate-delays.js'
export type { DelayEstimate, DelayEstimates, EstimateDelaysOptions } from './supply/estimate-delays.js'
export type { DelayModel } from './supply/delay-models.js'
export type { DelayGroup, DelayRow } from './supply/delay-table.js'
export { expectPlaces } from './supply/expected-places.js'
export type { ExpectedPlaces } from './supply/expected-places.js'
export { placesAtRisk } from './supply/places-at-risk.js'
export type { PlacesAtRisk, RiskyProject } from './supply/places-at-risk.js'
export { summariseDeliveries } from './supply/summarise-deliveries.js'
export type { DeliverySummaries, DeliveryTarget, SummariseDeliveriesOptions } from './supply/summarise-deliveries.js'

// Projection + Supply → Balance → Alerts
export { balancePlaces } from './balance/balance.js'
export type { Balance, Measures } from './balance/balance.js'
export { entryView, groupBalance, shortageChances } from './balance/group-balance.js'
export type { GroupBalance, ShortageChances } from './balance/group-balance.js'
export { sectorBalance } from './balance/sector-balance.js'
export { placesOfSectors } from './balance/sector-places.js'
export { findTurningPoints } from './balance/turning-points.js'
export type { TurningPointOptions, TurningPoints } from './balance/turning-points.js'
export { compareAdmissions } from './balance/admissions.js'
export type { AdmissionBalance, AdmissionOptions } from './balance/admissions.js'
export { admitInOrder, predictCutOff } from './balance/admission-order.js'
export type { AdmissionCategory, AdmissionOrder, AdmissionRule, Applicant, CategoryAdmission, CutOffForecast, CutOffOptions } from './balance/admission-order.js'
export { drawLottery } from './balance/lottery.js'
export type { Lottery, LotteryGroup, LotteryOptions, LotterySchool } from './balance/lottery.js'
export { raiseAlerts } from './balance/alerts.js'
export type { Alert, AlertLevelYears, AlertOptions, AlertYear, DecideBy } from './balance/alerts.js'
export type { AlertReason, ReasonAddition, ReasonInputs, ReasonPart, ReasonProject } from './balance/alert-reason.js'

// who can help whom
export { relieveShortages } from './balance/relief.js'
export type { Relief, ReliefMove, ReliefOptions } from './balance/relief.js'
export { bothWays, kilometresBetween, reachesOfMatrix, reachesWithin } from './balance/reaches.js'
export type { Point, Reach } from './balance/reaches.js'
export { drawCatchments } from './balance/catchments.js'
export type { CatchmentLoad, CatchmentOptions, CatchmentRow, Catchments } from './balance/catchments.js'
export type { CatchmentSchool, Cell } from './balance/cells.js'
export { compareCatchments } from './balance/compare-catchments.js'
export type { CatchmentChange, MovedCell } from './balance/compare-catchments.js'

// what may still be built around them
export { linkLand } from './balance/land-linkage.js'
export type { LandVerdict, LinkageOptions, LinkageYear, PlacesToBring } from './balance/land-linkage.js'
export { yieldsOfNorm } from './balance/parcels.js'
export type { Parcel, StageYield, Synchrony } from './balance/parcels.js'
export { landNeeded } from './balance/land-needed.js'
export type { LandNeeded, LandYear, ReservedSite } from './balance/land-needed.js'
export { uncoveredCommunities } from './balance/uncovered-communities.js'
export type { Community, Kindergarten, UncoveredCommunity } from './balance/uncovered-communities.js'

// all of it
export { planPlaces } from './plan.js'
export type { Plan } from './plan.js'
export type { PlanDelivery, PlanOptions, PlanStep } from './plan-options.js'
export { createPlanner } from './replan.js'
export type { Planner, Recalculated } from './replan.js'
