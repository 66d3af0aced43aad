// Balanced quality of compulsory schools (优质均衡): the seven resource indicators of a school and the bounds on an area, 教督〔2017〕6号.

import type { Fact } from '../core/fact.js'
import { norm, normsOf, withFacts } from './norm.js'
import type { Publication } from './norm.js'
import type { AreaNorm, BalanceIndicator, Text } from './types.js'

const measure: Publication = { source: '教督〔2017〕6号, as in 河北省 implementing method (m.zixin.com.cn/doc/2278587.html)', date: '2017', evidence: 'C' }
const form: Publication = { source: '教督〔2017〕6号, practitioners’ form', date: '2017', evidence: 'D' }

/** The seven indicators of a school and the least of each, primary and junior. */
export const balanceIndicators: readonly BalanceIndicator[] = /* @__PURE__ */ buildIndicators()

/** A school must reach at least this many of the seven. What it must reach of the last one is in `unsourcedNorms`. */
export const balanceIndicatorsNeeded: Fact = /* @__PURE__ */ norm(measure, 'CN-BALANCE-NEEDED', 'indicators that a school must reach', 6, 'indicators', { bound: 'at-least', note: 'of 7' })

/** Bounds on an area: difference between schools, retention, catchments, senior quotas, migrant and disabled children, rotation of teachers. */
export const balanceAreaNorms: readonly AreaNorm[] = /* @__PURE__ */ buildAreaNorms()

/** How shared rooms of a school of several stages are divided, per pupil: primary 1, junior 1.1, senior 1.32 (complete secondary 1 : 1.2). */
export const sharedResourceWeights: Readonly<Record<'nineYearJunior' | 'completeSecondarySenior' | 'twelveYearJunior' | 'twelveYearSenior', Fact>> = /* @__PURE__ */ normsOf(form, 'CN-SHARED', {
  nineYearJunior: ['weight of a junior pupil of a nine-year school, primary 1', 1.1, 'ratio', { precision: 0.1 }],
  completeSecondarySenior: ['weight of a senior pupil of a complete secondary school, junior 1', 1.2, 'ratio', { precision: 0.1 }],
  twelveYearJunior: ['weight of a junior pupil of a twelve-year school, primary 1', 1.1, 'ratio', { precision: 0.1 }],
  twelveYearSenior: ['weight of a senior pupil of a twelve-year school, primary 1', 1.32, 'ratio', { precision: 0.01 }],
})

function buildIndicators(): readonly BalanceIndicator[] {
  const rows: readonly (readonly [id: string, name: Text, unit: string, per: BalanceIndicator['per'], primary: number, junior: number])[] = [
    ['highly-educated-teachers', { en: 'teachers above the required degree', zh: '每百名学生拥有高于规定学历教师数' }, 'people', 'hundred pupils', 4.2, 5.3],
    ['master-teachers', { en: 'master teachers of county level and above', zh: '每百名学生拥有县级以上骨干教师数' }, 'people', 'hundred pupils', 1, 1],
    ['sports-and-art-teachers', { en: 'teachers of sports and art', zh: '每百名学生拥有体育、艺术专任教师数' }, 'people', 'hundred pupils', 0.9, 0.9],
    ['teaching-floor', { en: 'floor of teaching and auxiliary rooms', zh: '生均教学及辅助用房面积' }, 'm²', 'pupil', 4.5, 5.8],
    ['sports-ground', { en: 'sports halls and grounds', zh: '生均体育运动场馆面积' }, 'm²', 'pupil', 7.5, 10.2],
    ['equipment', { en: 'teaching equipment', zh: '生均教学仪器设备值' }, 'yuan', 'pupil', 2000, 2500],
    ['network-classrooms', { en: 'classrooms with network and media', zh: '每百名学生拥有网络多媒体教室数' }, 'rooms', 'hundred pupils', 2.3, 2.4],
  ]
  const fact = (id: string, name: Text, unit: string, per: string, stage: string, value: number): Fact => norm(measure, `CN-BALANCE-${id}-${stage}`, `${name.en} per ${per}`, value, unit, { stage, bound: 'at-least' })
  return Object.freeze(
    rows.map(([id, name, unit, per, primary, junior]) => withFacts({ id, name, unit, per }, { primary: fact(id, name, unit, per, 'primary', primary), junior: fact(id, name, unit, per, 'junior', junior) })),
  )
}

function buildAreaNorms(): readonly AreaNorm[] {
  const rows: readonly (readonly [id: string, name: Text, stage: string | undefined, limit: number, bound: AreaNorm['bound'], unit: string])[] = [
    ['difference-primary', { en: 'difference coefficient between schools', zh: '校际差异系数' }, 'primary', 0.5, 'at-most', 'ratio'],
    ['difference-junior', { en: 'difference coefficient between schools', zh: '校际差异系数' }, 'junior', 0.45, 'at-most', 'ratio'],
    ['retention', { en: 'three-year retention', zh: '初中三年巩固率' }, 'junior', 95, 'at-least', '%'],
    ['catchment-primary', { en: 'admitted by catchment', zh: '就近划片入学比例' }, 'primary', 100, 'at-least', '%'],
    ['catchment-junior', { en: 'admitted by catchment', zh: '就近划片入学比例' }, 'junior', 95, 'at-least', '%'],
    ['senior-quota', { en: 'good senior places given out by school', zh: '优质高中名额分配比例' }, 'senior', 50, 'at-least', '%'],
    ['migrant-share', { en: 'migrant children in public and purchased places', zh: '随迁子女在公办学校和政府购买学位就读比例' }, undefined, 85, 'at-least', '%'],
    ['disabled-enrolment', { en: 'enrolment of disabled children', zh: '残疾儿童入学率' }, undefined, 95, 'at-least', '%'],
    ['rotation', { en: 'teachers who rotate between schools', zh: '教师交流轮岗比例' }, undefined, 10, 'at-least', '%'],
    ['rotation-masters', { en: 'master teachers among those who rotate', zh: '交流轮岗教师中骨干教师比例' }, undefined, 20, 'at-least', '%'],
  ]
  return Object.freeze(
    rows.map(([id, name, stage, limit, bound, unit]) =>
      withFacts(stage === undefined ? { id, name, bound, unit } : { id, name, stage, bound, unit }, { limit: norm(measure, `CN-AREA-${id}`, name.en, limit, unit, stage === undefined ? { bound } : { stage, bound }) }),
    ),
  )
}
