// Entry point `school-places/standards`: published norms as data.

export type { AlertLevel, AlertMeasure, AlertRule, Leads, Remedy, Text } from './standards/types.js'
export { chinaRemedies, shenzhenRule, surplusRule, zhejiangRules } from './standards/china.js'
export { chanceRule, fallingRollsRule, utilisationTiersRule } from './standards/alert-rules.js'
