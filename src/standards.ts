// Entry point `school-places/standards`: published norms as data.

export type { AlertLevel, AlertRule, Leads, Remedy, Text } from './standards/types.js'
export { chinaRemedies, shenzhenRule, surplusRule, zhejiangRules } from './standards/china.js'
