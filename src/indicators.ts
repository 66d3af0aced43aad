// Entry point `school-places/indicators`: indicators that users define as expressions. Apart from the rest because it needs mathjs.

export { expressionFunctions, parseExpression } from './resource/expression.js'
export type { Expression } from './resource/expression.js'
export { evaluateIndicator, indicatorMeasures } from './resource/indicators.js'
export type { Indicator, IndicatorSpecification } from './resource/indicators.js'
