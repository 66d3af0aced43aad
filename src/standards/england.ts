// England: what the Department for Education and others publish about planning school places.
// Not here, because no readable source was found: a 2 % basic-need margin, area guidelines for buildings, pupils per form of entry.

import type { Fact } from '../core/fact.js'
import { norm, normsOf } from './norm.js'
import type { Publication } from './norm.js'

const capacity: Publication = { source: 'Department for Education, school capacity methodology and technical guidance to the scorecards', date: '2025', evidence: 'A', area: 'england' }
const scorecards: Publication = { source: 'Department for Education, local authority school places scorecards (repository dfe-analytical-services/la-school-places-scorecards)', date: '2026', evidence: 'A', area: 'england' }

/**
 * The yearly return: forecasts by planning area and year group, five years ahead in primary, seven in secondary; planned places for three.
 * Need is counted per year group and planning area; a spare place in one does not cover a missing one in another.
 */
export const englandHorizons: Readonly<Record<'primary' | 'secondary' | 'plannedPlaces', Fact>> = /* @__PURE__ */ normsOf(capacity, 'ENG-HORIZON', {
  primary: ['years ahead that are forecast', 5, 'years', { stage: 'primary' }],
  secondary: ['years ahead that are forecast', 7, 'years', { stage: 'secondary' }],
  plannedPlaces: ['years ahead of which places are planned', 3, 'years'],
})

/**
 * Operating margins as they are quoted: there is no single one. The two quotes of the Department by one authority contradict each other,
 * so a margin is to be given by area and stage; none of these is a default.
 */
export const englandMargins: Readonly<Record<'noMoreThan' | 'atLeast' | 'estate2008' | 'school2008', Fact>> = /* @__PURE__ */ buildMargins()

/** Cost of a place, average of England, prices of early 2026: new school, expansion, temporary. Pounds. */
export const englandCosts: Readonly<Record<'primaryNew' | 'primaryExpansion' | 'primaryTemporary' | 'secondaryNew' | 'secondaryExpansion' | 'secondaryTemporary', Fact>> = /* @__PURE__ */ normsOf(scorecards, 'ENG-COST', {
  primaryNew: ['cost of a place, new school', 25_089, 'pounds per place', { stage: 'primary', status: 'achieved', note: '70 projects' }],
  primaryExpansion: ['cost of a place, expansion', 21_014, 'pounds per place', { stage: 'primary', status: 'achieved', note: '1,204 projects' }],
  primaryTemporary: ['cost of a place, temporary', 9_935, 'pounds per place', { stage: 'primary', status: 'achieved', note: '616 projects' }],
  secondaryNew: ['cost of a place, new school', 30_394, 'pounds per place', { stage: 'secondary', status: 'achieved', note: '12 projects' }],
  secondaryExpansion: ['cost of a place, expansion', 28_902, 'pounds per place', { stage: 'secondary', status: 'achieved', note: '144 projects' }],
  secondaryTemporary: ['cost of a place, temporary', 11_153, 'pounds per place', { stage: 'secondary', status: 'achieved', note: '41 projects' }],
})

/** Why need is counted without offsetting: in 2027/28, places are needed while many would be spare. */
export const englandScale: Readonly<Record<'primaryNeeded' | 'secondaryNeeded' | 'primarySpare' | 'secondarySpare', Fact>> = /* @__PURE__ */ normsOf({ ...scorecards, date: '2025' }, 'ENG-SCALE', {
  primaryNeeded: ['places needed', 18_520, 'places', { stage: 'primary', year: 2027, status: 'planned', precision: 10 }],
  secondaryNeeded: ['places needed', 17_230, 'places', { stage: 'secondary', year: 2027, status: 'planned', precision: 10 }],
  primarySpare: ['share of places that would be spare', 16.4, '%', { stage: 'primary', year: 2027, status: 'planned' }],
  secondarySpare: ['share of places that would be spare', 11.1, '%', { stage: 'secondary', year: 2027, status: 'planned' }],
})

/** Pupils per 100 dwellings in Derbyshire: a simple local yield. */
export const derbyshireYield: Readonly<Record<'primary' | 'secondary' | 'post16', Fact>> = /* @__PURE__ */ normsOf({ source: 'Derbyshire County Council, potential impact of housing development', date: '2020s', evidence: 'A', area: 'derbyshire' }, 'ENG-YIELD', {
  primary: ['pupils per 100 dwellings', 20, 'pupils per 100 dwellings', { stage: 'primary' }],
  secondary: ['pupils per 100 dwellings', 15, 'pupils per 100 dwellings', { stage: 'secondary' }],
  post16: ['pupils per 100 dwellings', 6, 'pupils per 100 dwellings', { stage: 'post-16' }],
})

function buildMargins(): typeof englandMargins {
  const westSussex: Publication = { source: 'West Sussex County Council, quoting the Department for Education', date: '2020s', evidence: 'A', area: 'england' }
  const ministers: Publication = { source: 'Hansard, House of Commons, 20 February 2008', date: '2008-02-20', evidence: 'A', area: 'england' }
  return Object.freeze({
    noMoreThan: norm(westSussex, 'ENG-MARGIN-most', 'surplus of places of an authority', 5, '%', { bound: 'at-most', note: 'contradicted by ENG-MARGIN-least' }),
    atLeast: norm(westSussex, 'ENG-MARGIN-least', 'surplus of places of an authority', 5, '%', { bound: 'at-least', note: 'contradicted by ENG-MARGIN-most' }),
    estate2008: norm(ministers, 'ENG-MARGIN-2008', 'surplus of primary places of an authority, benchmark', 10, '%', { stage: 'primary' }),
    school2008: norm(ministers, 'ENG-MARGIN-2008-school', 'surplus of places of a school, benchmark', 25, '%', { stage: 'primary' }),
  })
}
