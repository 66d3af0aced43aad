// npm run bench:taiwan: the intake of Taiwan's primary schools drawn from 20,000 synthetic cells, exact beside greedy.
// Schools, their places on the map and their classes are real (Ministry of Education, 2024); cells and cohorts are made with a fixed seed.

import { existsSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'

import { parse } from 'csv-parse/sync'
import { createStream, drawCatchments, reachesWithin } from 'school-places'
import type { CatchmentSchool, Cell, Point, Reach } from 'school-places'

import { readCommandLine } from '../examples/command-line'
import { dataFolder } from './accuracy/known-sets'

readCommandLine('npm run bench:taiwan', {})

const schoolsFile = `${dataFolder}taiwan_primary_schools_2024.csv`
const gradesFile = `${dataFolder}taiwan_primary_school_by_grade_2024.csv`
if (!existsSync(schoolsFile) || !existsSync(gradesFile)) {
  console.log(`The counts of Taiwan's schools are not here (looked in ${dataFolder}): nothing was measured.`)
  process.exit(0)
}
const read = (file: string): Record<string, string>[] => parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true, trim: true }) as Record<string, string>[]

// Places of the first grade: its classes × 29 pupils; its cohort: the pupils who are there.
const firstGrade = new Map(read(gradesFile).filter((row) => row.grade === '1').map((row) => [row.school_code!, row]))
const schools = read(schoolsFile).map((row) => {
  const grade = firstGrade.get(row.school_code!)
  return { id: row.school_code!, longitude: Number(row.lon), latitude: Number(row.lat), places: Number(grade?.classes ?? 0) * 29, pupils: Number(grade?.pupils ?? 0) }
})
const cellCount = 20_000
const stream = createStream(20210901, 'cells')
const all = schools.reduce((sum, school) => sum + school.pupils, 0)
const cells: (Cell & Point)[] = schools.flatMap((school) => {
  const count = Math.max(1, Math.round((school.pupils / all) * cellCount))
  // Homes lie around the school, about 1 km away, so that catchments overlap.
  return Array.from({ length: count }, (_, i) => {
    const id = `${school.id}-${i}`
    const pupils = Math.floor(((i + 1) * school.pupils) / count) - Math.floor((i * school.pupils) / count)
    return { cell: id, id, pupils, longitude: school.longitude + 0.012 * stream.normal(), latitude: school.latitude + 0.011 * stream.normal() }
  })
})
const near: readonly Reach[] = reachesWithin(cells, schools, 15, 12)
const offers: readonly CatchmentSchool[] = schools.map(({ id, places }) => ({ school: id, places }))

/** Cells in turn, largest first, to the nearest school that still has room. */
function greedy(): { distance: number; unplaced: number } {
  const room = new Map(offers.map(({ school, places }) => [school, places]))
  const reaches = new Map<string, Reach[]>()
  for (const reach of near) reaches.set(reach.from, [...(reaches.get(reach.from) ?? []), reach])
  let [distance, unplaced] = [0, 0]
  for (const { cell, pupils } of cells.toSorted((a, b) => b.pupils - a.pupils)) {
    const found = reaches.get(cell)?.find(({ to }) => room.get(to)! >= pupils)
    if (found === undefined) unplaced += pupils
    else {
      room.set(found.to, room.get(found.to)! - pupils)
      distance += found.distance * pupils
    }
  }
  return { distance, unplaced }
}

const pupils = cells.reduce((sum, cell) => sum + cell.pupils, 0)
console.log(`${schools.length} schools with ${offers.reduce((sum, { places }) => sum + places, 0)} first-grade places (classes × 29), ${cells.length} synthetic cells with ${pupils} children, ${near.length} pairs within 15 km; load ${loadavg()[0]!.toFixed(1)}`)
const tell = (name: string, distance: number, placed: number, unplaced: number, ms: number): void =>
  console.log(`${name.padEnd(28)} ${(distance / placed).toFixed(4)} km a child, ${unplaced} unplaced, ${(ms / 1000).toFixed(2)} s`)
const times: number[] = []
let result = drawCatchments(cells, offers, { reaches: near })
for (let round = 0; round < 3; round++) {
  const start = performance.now()
  result = drawCatchments(cells, offers, { reaches: near })
  times.push(performance.now() - start)
}
const start = performance.now()
const simple = greedy()
const greedyTime = performance.now() - start
const median = times.sort((a, b) => a - b)[1]!
tell('exact, cells divided', result.divided.distance, result.divided.placed, Math.round(pupils - result.divided.placed), median)
tell('whole cells', result.distance, pupils - result.unplaced, result.unplaced, median)
tell('greedy, whole cells', simple.distance, pupils - simple.unplaced, simple.unplaced, greedyTime)
console.log(`${result.divided.cells} cells divided by the optimum; whole cells are ${((result.distance / result.divided.distance - 1) * 100).toFixed(3)} % above it, greedy ${((simple.distance / result.divided.distance - 1) * 100).toFixed(3)} %`)
console.log(`time promised at most 10 s: ${median <= 10_000 ? 'kept' : 'NOT KEPT'}`)
