// The ladder that pupils climb: grades in order, each in a stage, each with the age at which it is entered.
// Grades through which children come from outside the ladder below (kindergarten at 3, primary at 6) are entry grades.

import { PlacesError, requireNoun } from './error.js'
import { aLadder } from './nouns.js'

export interface Grade {
  readonly id: string
  readonly stage: string
  /** Age in full years at the cut-off date of the year in which the grade is entered. */
  readonly age: number
  /** Pupils of this grade are counted from births, not from the grade below. */
  readonly entry: boolean
}

export interface Stage {
  readonly id: string
  /** Grades in order. */
  readonly grades: readonly string[]
  readonly name: { readonly en: string; readonly zh: string }
}

export interface Ladder {
  readonly id: string
  readonly grades: readonly Grade[]
  readonly stages: readonly Stage[]
}

export interface StageSpecification {
  readonly id: string
  readonly en: string
  readonly zh: string
  readonly grades: readonly string[]
  /** The first grade of this stage takes children by births rather than from the grade below. The ladder's first grade always does. */
  readonly entry?: boolean
}

/**
 * Makes a ladder from stages in order and the age at which the first grade is entered.
 *
 * @throws `duplicate-label` for a grade or stage named twice; `invalid-option` for a stage without grades
 * @example
 * createLadder('5-4', 6, [{ id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2'] }]).grades[1]?.age // 7
 */
export function createLadder(id: string, firstAge: number, stages: readonly StageSpecification[]): Ladder {
  if (!Array.isArray(stages as unknown)) throw new PlacesError('invalid-option', `createLadder: stages must be a list, got ${String(stages)}`)
  const grades: Grade[] = []
  const seen = new Set<string>()
  for (const stage of stages) {
    if (!Array.isArray(stage.grades as unknown) || stage.grades.length === 0) throw new PlacesError('invalid-option', `createLadder: a stage must have grades, got none in ${stage.id}`, { where: { stage: stage.id } })
    if (stages.some((other) => other !== stage && other.id === stage.id)) {
      throw new PlacesError('duplicate-label', `createLadder: stages must be distinct, got ${stage.id} twice`, { where: { stage: stage.id } })
    }
    stage.grades.forEach((grade, position) => {
      if (seen.has(grade)) throw new PlacesError('duplicate-label', `createLadder: grades must be distinct, got ${grade} twice`, { where: { grade } })
      seen.add(grade)
      const first = grades.length === 0
      grades.push(Object.freeze({ id: grade, stage: stage.id, age: firstAge + grades.length, entry: first || (position === 0 && stage.entry === true) }))
    })
  }
  return Object.freeze({
    id,
    grades: Object.freeze(grades),
    stages: Object.freeze(stages.map((stage) => Object.freeze({ id: stage.id, grades: Object.freeze([...stage.grades]), name: Object.freeze({ en: stage.en, zh: stage.zh }) }))),
  })
}

const kindergarten: StageSpecification = { id: 'kindergarten', en: 'Kindergarten', zh: '幼儿园', grades: ['K1', 'K2', 'K3'] }
const senior: StageSpecification = { id: 'senior', en: 'Senior', zh: '普通高中', grades: ['S1', 'S2', 'S3'] }

/** China: kindergarten 3, primary 6, junior 3, senior 3; entry at 3 and at 6. The default. */
export const chinaLadder: Ladder = /* @__PURE__ */ createLadder('china-6-3', 3, [
  kindergarten,
  { id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'], entry: true },
  { id: 'junior', en: 'Junior', zh: '初中', grades: ['J1', 'J2', 'J3'] },
  senior,
])

/** China where primary has five years and junior four (五四制). */
export const chinaFiveFourLadder: Ladder = /* @__PURE__ */ createLadder('china-5-4', 3, [
  kindergarten,
  { id: 'primary', en: 'Primary', zh: '小学', grades: ['P1', 'P2', 'P3', 'P4', 'P5'], entry: true },
  { id: 'junior', en: 'Junior', zh: '初中', grades: ['J1', 'J2', 'J3', 'J4'] },
  senior,
])

/** England: Reception to Year 6 is primary, Year 7 to Year 11 is secondary; entry at 4. */
export const englandLadder: Ladder = /* @__PURE__ */ createLadder('england', 4, [
  { id: 'primary', en: 'Primary', zh: '小学', grades: ['R', '1', '2', '3', '4', '5', '6'] },
  { id: 'secondary', en: 'Secondary', zh: '中学', grades: ['7', '8', '9', '10', '11'] },
])

/** United States: kindergarten to grade 12; entry at 5. */
export const usLadder: Ladder = /* @__PURE__ */ createLadder('us-k12', 5, [
  { id: 'elementary', en: 'Elementary', zh: '小学', grades: ['K', '1', '2', '3', '4', '5'] },
  { id: 'middle', en: 'Middle', zh: '初中', grades: ['6', '7', '8'] },
  { id: 'high', en: 'High', zh: '高中', grades: ['9', '10', '11', '12'] },
])

/** The labels of all grades in order. */
export function gradeIds(ladder: Ladder): string[] {
  requireNoun(ladder, aLadder, 'gradeIds')
  return ladder.grades.map((grade) => grade.id)
}

/** Position of a grade, −1 when the ladder does not have it. */
export function gradePosition(ladder: Ladder, grade: string): number {
  return ladder.grades.findIndex((each) => each.id === grade)
}

/** The stage of this id. Throws `unknown-label`. */
export function stageOf(ladder: Ladder, stage: string): Stage {
  requireNoun(ladder, aLadder, 'stageOf')
  const found = ladder.stages.find((each) => each.id === stage)
  if (found === undefined) {
    throw new PlacesError('unknown-label', `stageOf: stage must be one of ${ladder.stages.map((each) => each.id).join(', ')}, got ${stage}`, { where: { stage } })
  }
  return found
}

/** Groups that add grades up into stages, for `aggregate(cube, 'grade', stageGroups(ladder), 'stage')`. Stages without any of `grades` are left out. */
export function stageGroups(ladder: Ladder, grades?: readonly string[]): { label: string; members: string[] }[] {
  requireNoun(ladder, aLadder, 'stageGroups')
  const known = grades ?? gradeIds(ladder)
  return ladder.stages
    .map((stage) => ({ label: stage.id, members: stage.grades.filter((grade) => known.includes(grade)) }))
    .filter((group) => group.members.length > 0)
}
