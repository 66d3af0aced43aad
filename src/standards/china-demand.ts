// Norms of demand in China: places per thousand residents with the cohort rate behind them, entrants per birth, promotion, the 5080 of kindergartens.

import type { Fact } from '../core/fact.js'
import { norm, normsOf, withFacts } from './norm.js'
import type { Publication } from './norm.js'
import type { ResidentNorm } from './types.js'

const yongzhou: Publication = { source: '永州市小区配套学校 rule, zhuwenfeng.cn/show-9768.html', date: '2010s', evidence: 'C', area: 'yongzhou' }
const shenzhenPlan: Publication = { source: '深圳市基础教育布局专项规划(2022—2035), 深圳特区报 2023-06-02, ÷ 19 million residents', date: '2023-06', evidence: 'derived', area: 'shenzhen' }
const documents: Publication = { source: '学前教育“5080”, named in 广州市 2020年工作总结 and 东莞市 2021年工作要点 item 29', date: '2021', evidence: 'A' }
const bulletins: Publication = { source: 'Ministry of Education bulletins', date: '2025', evidence: 'C' }
const census: Publication = { source: 'communiqués of the 2020 census (mirrors)', date: '2021', evidence: 'C' }

/** 千人指标 of a place and stage with the one cohort rate that makes all of them: Yongzhou 18.33, Shenzhen's plan 13.33, Shenzhen as it was 11.0. */
export const residentNorms: readonly ResidentNorm[] = /* @__PURE__ */ buildResidentNorms()

/** Households from which a housing estate must have its own school, and the least classes of it (Yongzhou). */
export const estateTriggers: Readonly<Record<'kindergartenHouseholds' | 'primaryHouseholds' | 'juniorHouseholds' | 'kindergartenClasses' | 'primaryClasses' | 'juniorClasses', Fact>> = /* @__PURE__ */ normsOf(yongzhou, 'CN-ESTATE', {
  kindergartenHouseholds: ['households from which an estate has a kindergarten', 1000, 'households', { bound: 'at-least', stage: 'kindergarten' }],
  primaryHouseholds: ['households from which an estate has a primary school', 2000, 'households', { bound: 'at-least', stage: 'primary' }],
  juniorHouseholds: ['households from which an estate has a junior school', 3000, 'households', { bound: 'at-least', stage: 'junior' }],
  kindergartenClasses: ['least classes of the kindergarten of an estate', 6, 'classes', { bound: 'at-least', stage: 'kindergarten' }],
  primaryClasses: ['least classes of the primary school of an estate', 18, 'classes', { bound: 'at-least', stage: 'primary' }],
  juniorClasses: ['least classes of the junior school of an estate', 18, 'classes', { bound: 'at-least', stage: 'junior' }],
})

/** 5080: at least half of the kindergarten children in public kindergartens, at least 80 % in inclusive ones (public and private inclusive). */
export const kindergartenShares: Readonly<Record<'public' | 'inclusive', Fact>> = /* @__PURE__ */ normsOf(documents, 'CN-5080', {
  public: ['share of kindergarten children in public kindergartens', 50, '%', { bound: 'at-least', stage: 'kindergarten', sector: 'public' }],
  inclusive: ['share of kindergarten children in inclusive kindergartens', 80, '%', { bound: 'at-least', stage: 'kindergarten', note: 'public and private inclusive' }],
})

/**
 * k: entrants of grade 1 per birth of their cohort. 1.00 for the nation (2021–2025: 1.0007 of revised births); 1.5 was used for Foshan and
 * Guangzhou, on births of registered residents. It must be estimated locally.
 */
export const entrantsPerBirth: Readonly<Record<'china' | 'foshanGuangzhou', Fact>> = /* @__PURE__ */ buildEntrantsPerBirth()

/** Parts of two calendar years of births in a cohort that enters on 1 September: September to December, January to August. */
export const cohortParts: Readonly<Record<'earlier' | 'later', Fact>> = /* @__PURE__ */ buildCohortParts()

/** From stage to stage in the nation: junior entrants per primary leaver, senior entrants per junior leaver, kindergarten participation. */
export const chinaProgression: Readonly<Record<'primaryToJuniorLeast' | 'primaryToJuniorMost' | 'juniorToSenior2024' | 'juniorToSenior2025' | 'kindergarten2024', Fact>> = /* @__PURE__ */ normsOf(bulletins, 'CN-FLOW', {
  primaryToJuniorLeast: ['junior entrants per primary leaver', 0.995, 'ratio', { evidence: 'derived', status: 'derived', stage: 'junior', note: 'least of 2023–2025: entrants ÷ leavers' }],
  primaryToJuniorMost: ['junior entrants per primary leaver', 0.996, 'ratio', { evidence: 'derived', status: 'derived', stage: 'junior', note: 'greatest of 2023–2025: entrants ÷ leavers' }],
  juniorToSenior2024: ['general senior entrants per junior leaver', 61.02, '%', { evidence: 'B', status: 'achieved', stage: 'senior', year: 2024, source: '第一财经 (mirror)', date: '2025' }],
  juniorToSenior2025: ['general senior entrants per junior leaver', 62.4, '%', { evidence: 'derived', status: 'derived', stage: 'senior', year: 2025, note: '1,074.9 ÷ 1,723.7' }],
  kindergarten2024: ['gross enrolment in kindergarten', 92.0, '%', { status: 'achieved', stage: 'kindergarten', year: 2024, precision: 0.1 }],
})

/** Persons per household at the census of 2020, and per self-contained dwelling in Shenzhen 2014. */
export const personsPerHousehold: Readonly<Record<'shenzhen' | 'dongguan' | 'nanchang' | 'shenzhenDwelling', Fact>> = /* @__PURE__ */ normsOf(census, 'CN-HOUSEHOLD', {
  shenzhen: ['persons per household', 2.25, 'persons', { area: 'shenzhen', year: 2020, status: 'achieved' }],
  dongguan: ['persons per household', 1.95, 'persons', { area: 'dongguan', year: 2020, status: 'achieved' }],
  nanchang: ['persons per household', 2.81, 'persons', { area: 'nanchang', year: 2020, status: 'achieved' }],
  shenzhenDwelling: ['persons per self-contained dwelling', 2.69, 'persons', { area: 'shenzhen', year: 2014, status: 'derived', evidence: 'derived', source: '深圳住房 report (bhwtm.com)', date: '2014', note: '6 million people ÷ 2.23 million dwellings' }],
})

function buildResidentNorms(): readonly ResidentNorm[] {
  const actual: Publication = { source: 'Shenzhen enrolment of 2022 (gotohui.com) ÷ residents of 2021', date: '2022', evidence: 'derived', area: 'shenzhen' }
  const rows: readonly (readonly [publication: Publication, kind: string, stage: string, grades: number, places: number, note?: string])[] = [
    [yongzhou, 'rule', 'kindergarten', 3, 55],
    [yongzhou, 'rule', 'primary', 6, 110],
    [yongzhou, 'rule', 'junior', 3, 55],
    [shenzhenPlan, 'plan', 'kindergarten', 3, 40, '76万 ÷ 1,900万 residents; the residents are not sourced'],
    [shenzhenPlan, 'plan', 'compulsory', 9, 120, '228万 ÷ 1,900万 residents; the residents are not sourced'],
    [shenzhenPlan, 'plan', 'senior', 3, 32, '60.8万 ÷ 1,900万 residents, 80 % of the cohort; the residents are not sourced'],
    [actual, 'actual', 'kindergarten', 3, 33.5, 'enrolment ÷ residents'],
    [actual, 'actual', 'primary', 6, 66, 'enrolment ÷ residents'],
  ]
  return Object.freeze(
    rows.map(([publication, kind, stage, grades, places, note]) => {
      const id = `CN-RESIDENTS-${publication.area}-${kind}-${stage}`
      const detail = { stage, ...(publication.evidence === 'derived' ? { status: 'derived' as const } : {}), ...(note === undefined ? {} : { note }) }
      const participation = kind === 'plan' && stage === 'senior' ? 0.8 : 1
      return withFacts(
        { area: publication.area ?? '', stage },
        {
          grades: norm(publication, `${id}-grades`, 'grades of the stage', grades, 'grades', detail),
          placesPerThousand: norm(publication, id, 'places per 1,000 residents', places, 'places per 1,000 residents', detail),
          cohortPerThousand: norm({ ...publication, evidence: 'derived' }, `${id}-cohort`, 'children of one age per 1,000 residents', Number((places / grades / participation).toFixed(2)), 'children per 1,000 residents', {
            stage,
            status: 'derived',
            precision: 0.01,
            note: `${places} ÷ ${grades} grades${participation === 1 ? '' : ` ÷ ${participation}`}`,
          }),
        },
      )
    }),
  )
}

function buildEntrantsPerBirth(): Readonly<Record<'china' | 'foshanGuangzhou', Fact>> {
  return Object.freeze({
    china: norm({ source: 'entrants of grade 1 2021–2025 ÷ births of their cohorts (National Bureau of Statistics, revised)', date: '2026-01', evidence: 'derived', area: 'china' }, 'CN-K-FACTOR', 'entrants of grade 1 per birth of the cohort', 1, 'ratio', {
      status: 'derived',
      precision: 0.01,
      note: '84.402 million ÷ 84.340 million = 1.0007; single years from 0.94 to 1.04',
    }),
    foshanGuangzhou: norm({ source: '功夫房产 2023-02-24, quoting 广州中原', date: '2023-02-24', evidence: 'D', area: 'guangzhou' }, 'CN-K-FACTOR-PRD', 'entrants of grade 1 per birth of registered residents', 1.5, 'ratio', { precision: 0.1, note: 'covers children who move in' }),
  })
}

function buildCohortParts(): Readonly<Record<'earlier' | 'later', Fact>> {
  const rule: Publication = { source: 'entry at six by 31 August, tiandeloan.com/resources/405300.html', date: '2021', evidence: 'D' }
  return Object.freeze({
    earlier: norm(rule, 'CN-COHORT-EARLIER', 'part of the births of the year before in a cohort', 1 / 3, 'ratio', { status: 'derived', evidence: 'derived', precision: 0.01, note: 'September to December: 4 of 12 months' }),
    later: norm(rule, 'CN-COHORT-LATER', 'part of the births of the year in a cohort', 2 / 3, 'ratio', { status: 'derived', evidence: 'derived', precision: 0.01, note: 'January to August: 8 of 12 months' }),
  })
}
