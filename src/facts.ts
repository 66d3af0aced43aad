// Entry point `school-places/facts`: the figures of a text held against each other.

export { checkFacts } from './core/check-facts.js'
export type { Claim, Operand, StatedRate, TargetStatement } from './core/claim.js'
export { compareFacts, findRepeatedNumbers } from './core/compare-facts.js'
export { addFacts, createFactBook, rate } from './core/fact.js'
export type { Bound, Evidence, Fact, FactBook, FactStatus, Rate } from './core/fact.js'
export { aboutTolerance, boundsOf } from './core/fact-bounds.js'
export type { Range, Stated } from './core/fact-bounds.js'
export type { Finding, FindingStatus } from './core/finding.js'
export { describeIssue } from './core/describe-issue.js'
export type { Issue, IssueCode } from './core/issue.js'
export { readFigure } from './input/numerals.js'
export type { Figure } from './input/numerals.js'
