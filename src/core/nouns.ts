// What verbs expect to be handed: each noun of the river with the verbs that make it and the names by which it is known.
// Single constants, so that a bundle holds those of its verbs only.

import type { Noun } from './error.js'

export const anAxis: Noun = { told: 'an axis from createAxis', has: ['labels'] }
export const aCube: Noun = { told: 'a cube', has: ['dims', 'axes', 'values'] }
export const aLadder: Noun = { told: 'a ladder, as createLadder makes it', has: ['grades', 'stages'] }
export const aFactBook: Noun = { told: 'a book of facts from createFactBook', has: ['get'] }
export const aDataset: Noun = { told: 'a dataset from parseInputs', has: ['planningAreas', 'pupils'] }
export const someRates: Noun = { told: 'rates from estimateRates', has: ['base', 'progression', 'entry'] }
export const somePastErrors: Noun = { told: 'past errors, as pastErrors finds them', has: ['forecast', 'actual'] }
export const aDispersion: Noun = { told: 'a dispersion from dispersionOf or estimateDispersion', has: ['entry', 'progression'] }
export const sharesOverYears: Noun = { told: 'paths of shares from sharePaths', has: ['by', 'shares'] }
export const aProjection: Noun = { told: 'a projection from projectPupils or simulatePupils', has: ['pupils', 'origin'] }
export const someFlows: Noun = { told: 'flows from createFlows or estimateFlows', has: ['levels', 'shares'] }
export const aSupply: Noun = { told: 'a supply from buildSupply', has: ['places', 'additions'] }
export const aBalance: Noun = { told: 'a balance from balancePlaces', has: ['grades', 'stages', 'origin'] }
export const anAlert: Noun = { told: 'an alert from raiseAlerts', has: ['levels', 'reason'] }
export const someCatchments: Noun = { told: 'catchments from drawCatchments', has: ['rows', 'loads'] }
export const aNetwork: Noun = { told: 'a network of activities', has: ['activities'] }
export const aProblem: Noun = { told: 'a problem from portfolioOf', has: ['demand', 'base', 'candidates'] }
export const aPortfolio: Noun = { told: 'a plan from planPortfolio', has: ['starts', 'evaluation'] }
export const aDecomposition: Noun = { told: 'a decomposition from decomposeTarget', has: ['parts'] }
export const anAccuracyLedger: Noun = { told: 'an accuracy ledger, as emptyLedger and recordEdition make it', has: ['editions'] }
export const aLedger: Noun = { told: 'a ledger from parseLedger', has: ['ladders', 'milestones'] }
export const aState: Noun = { told: 'a state from stateAt', has: ['ledger', 'projects'] }
export const aTracking: Noun = { told: 'a tracking from trackLedger', has: ['state', 'funnels'] }
export const aPlan: Noun = { told: 'a plan from planPlaces', has: ['dataset', 'balance'] }
export const aTimetable: Noun = { told: 'a timetable from streetTimetables', has: ['projects', 'rows'] }
export const aReport: Noun = { told: 'a report from buildReport', has: ['title', 'sections'] }
export const aTable: Noun = { told: 'a table of a report', has: ['columns', 'rows'] }
