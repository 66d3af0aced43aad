// Staff of schools in China: pupils per member of staff, staff of a kindergarten class, posts that come with a number of pupils.

import type { Fact } from '../core/fact.js'
import { norm, normsOf, withFacts } from './norm.js'
import type { Publication } from './norm.js'
import type { StaffNorm, Text, ThresholdPost } from './types.js'

const staffTable: Publication = { source: '国办发〔2001〕74号, table at imhan.cn/2/394444.html', date: '2001', evidence: 'C' }
const kindergartenStandard: Publication = { source: '全日制、寄宿制幼儿园编制标准 (1987), ideagreen.cn mirror', date: '1987', evidence: 'C' }
const bulletins: Publication = { source: 'Ministry of Education bulletins on the development of education', date: '2024', evidence: 'C' }
const counsellorRule: Publication = { source: '广州市 2021年工作要点 and 东莞市 2021年工作要点', date: '2021', evidence: 'A' }

/** Pupils per member of staff: primary 19, junior 13.5, senior 12.5 everywhere since 2014; earlier counties and villages had more pupils per head. */
export const chinaStaffNorms: readonly StaffNorm[] = /* @__PURE__ */ buildStaffNorms()

/** Staff of a full-day kindergarten: two teachers and one carer a class (两教一保); 6 to 7 children per member of staff. */
export const kindergartenStaff: Readonly<Record<'teachersPerClass' | 'carersPerClass' | 'fewestChildren' | 'mostChildren', Fact>> = /* @__PURE__ */ normsOf(kindergartenStandard, 'CN-K-STAFF', {
  teachersPerClass: ['teachers of a full-day kindergarten class', 2, 'people', { stage: 'kindergarten' }],
  carersPerClass: ['carers of a full-day kindergarten class', 1, 'people', { stage: 'kindergarten' }],
  fewestChildren: ['children per member of kindergarten staff', 6, 'pupils per staff', { stage: 'kindergarten', bound: 'at-least', note: '1:6 to 1:7' }],
  mostChildren: ['children per member of kindergarten staff', 7, 'pupils per staff', { stage: 'kindergarten', bound: 'at-most', note: '1:6 to 1:7' }],
})

/** Pupils per full-time teacher as it was: primary 2022, senior 2023 and 2024. */
export const chinaTeacherRatios: Readonly<Record<'primary2022' | 'senior2023' | 'senior2024', Fact>> = /* @__PURE__ */ normsOf(bulletins, 'CN-TEACHERS', {
  primary2022: ['pupils per full-time teacher', 16.19, 'pupils per teacher', { stage: 'primary', year: 2022, status: 'achieved' }],
  senior2023: ['pupils per full-time teacher', 12.66, 'pupils per teacher', { stage: 'senior', year: 2023, status: 'achieved' }],
  senior2024: ['pupils per full-time teacher', 12.7, 'pupils per teacher', { stage: 'senior', year: 2024, status: 'achieved', precision: 0.01 }],
})

/** Posts that a school must have from a number of pupils: counsellor from 1,000 (secondary) or 1,200 (primary), doctor above 600. */
export const thresholdPosts: readonly ThresholdPost[] = /* @__PURE__ */ buildPosts()

function buildStaffNorms(): readonly StaffNorm[] {
  const rows: readonly (readonly [stage: string, applies: StaffNorm['applies'], pupils: number])[] = [
    ['primary', 'all', 19],
    ['junior', 'all', 13.5],
    ['senior', 'all', 12.5],
    ['primary', 'county (earlier)', 21],
    ['junior', 'county (earlier)', 16],
    ['senior', 'county (earlier)', 13],
    ['primary', 'rural (earlier)', 23],
    ['junior', 'rural (earlier)', 18],
    ['senior', 'rural (earlier)', 13.5],
  ]
  return Object.freeze(
    rows.map(([stage, applies, pupils]) =>
      withFacts(
        { stage, applies },
        {
          pupilsPerStaff: norm(staffTable, `CN-STAFF-${stage}-${applies.split(' ')[0]}`, `pupils per member of staff, ${applies}`, pupils, 'pupils per staff', {
            stage,
            note: applies === 'all' ? 'the table’s value for cities, applied to all areas since 2014/15' : 'no longer in force',
          }),
        },
      ),
    ),
  )
}

function buildPosts(): readonly ThresholdPost[] {
  const post = (id: string, name: Text, stages: readonly string[], pupils: number, bound: Fact['bound'], publication = counsellorRule): ThresholdPost =>
    withFacts({ id, name, stages: Object.freeze(stages) }, { pupilsFrom: norm(publication, `CN-POST-${id}`, `pupils from which a school has a ${name.en}`, pupils, 'pupils', { bound }) })
  const counsellor = { en: 'full-time counsellor', zh: '专职心理教师' }
  return Object.freeze([
    post('counsellor-secondary', counsellor, ['junior', 'senior'], 1000, 'at-least'),
    post('counsellor-primary', counsellor, ['primary'], 1200, 'at-least'),
    post('doctor', { en: 'school doctor', zh: '校医' }, ['primary', 'junior', 'senior'], 600, 'over', { ...counsellorRule, source: '广州市 2020年市教育工作总结', area: 'guangzhou' }),
  ])
}
