// Entry point `school-places/standards`: published norms as data.

export type {
  AlertLevel,
  AlertMeasure,
  AlertRule,
  AreaNorm,
  BalanceIndicator,
  ClassSizeBand,
  ClassSizeNorm,
  FactsOf,
  Leads,
  ObservedRange,
  OversizeBands,
  Remedy,
  ResidentNorm,
  SchoolSizeNorm,
  SchoolType,
  SpacePoint,
  SpaceStandard,
  StaffNorm,
  Text,
  ThresholdPost,
} from './standards/types.js'
export { appliedDefault } from './standards/applied-default.js'
export { chanceRule, fallingRollsRule, utilisationTiersRule } from './standards/alert-rules.js'
// China
export { chinaRemedies, shenzhenRule, surplusRule, zhejiangRules } from './standards/china.js'
export { chinaClassSizes, chinaLargeClassDeadlines, chinaOversize, chinaSchoolClasses, chinaSchoolSizes, kindergartenSize } from './standards/china-sizes.js'
export { chinaFloorStandards } from './standards/china-space.js'
export { chinaStaffNorms, chinaTeacherRatios, kindergartenStaff, thresholdPosts } from './standards/china-staff.js'
export { balanceAreaNorms, balanceIndicators, balanceIndicatorsNeeded, sharedResourceWeights } from './standards/china-balance.js'
export { chinaProgression, cohortParts, entrantsPerBirth, estateTriggers, kindergartenShares, personsPerHousehold, residentNorms } from './standards/china-demand.js'
export { chinaBuildCosts, chinaBuildMonths } from './standards/china-building.js'
export { shenzhenBuilt2025, shenzhenFloorRange, shenzhenHorizons, shenzhenLandStandards, shenzhenMinutes, shenzhenPlan } from './standards/shenzhen.js'
export { zhejiangBands, zhejiangPeaks } from './standards/zhejiang.js'
// England
export { derbyshireYield, englandCosts, englandHorizons, englandMargins, englandScale } from './standards/england.js'
// not for use as defaults
export { unsourcedNorms } from './standards/unsourced.js'
