// The books of who provides places: opening balance, built, closed, moved in and out, closing balance of each sector, in double entry.
// A take-back moves places and adds none; purchased places stay where they are and are provided by the public purse.

import { rowAt } from '../core/cube.js'
import { requireNoun } from '../core/error.js'
import { chinaLadder, stageGroups } from '../core/ladder.js'
import type { Ladder } from '../core/ladder.js'
import { aSupply } from '../core/nouns.js'
import { stamp } from '../core/provenance.js'
import type { SectorAccount, SectorAccounts, SectorAddition, SectorMove, SectorSupply, StageAccount } from './ownership.js'

/**
 * Keeps the accounts of each sector from the places of every year.
 *
 * For reporting what was built and what only changed hands: 8,400 places taken back are public from then on, and no child more has a place.
 *
 * @param supply places [area, grade, sector, year, draw], averaged over the draws, and the additions that say between which sectors places move
 * @param ladder says which grades make a stage; the Chinese one when left out
 * @returns for each area, stage and year after the origin: an account per sector, the moves between sectors, and the total. Each account adds up
 *   exactly, each opening is the closing of the year before, what moves out of all sectors moves into all, and the total changes only by what is
 *   built and closed
 *
 * The changes of each grade are told apart so: what a listed move explains was moved; what is left was built where it is more, closed where it is
 * less. Places go back from the year in which their purchase or lease `closes`, counted places too. What a sector both builds and closes in one grade and
 * year shows as the difference. Without `fromSector` a move comes from whichever
 * sectors have lost places in that grade.
 *
 * Cost: O(areas × grades × sectors² × years + cells).
 */
export function sectorAccounts(supply: SectorSupply, ladder: Ladder = chinaLadder): SectorAccounts {
  requireNoun(supply, aSupply, 'sectorAccounts')
  const { places, origin, horizon, additions } = supply
  const sectors = places.axes.sector.labels
  const accounts: SectorAccount[] = []
  const moves: SectorMove[] = []
  const totals: StageAccount[] = []
  for (const area of places.axes.area.labels) {
    for (const { label: stage, members } of stageGroups(ladder, places.axes.grade.labels)) {
      const listed = additions.filter((each) => each.area === area && each.stage === stage && each.net === 0 && each.places > 0)
      const balances = members.map((grade) => sectors.map((sector) => yearlyPlaces(places, area, grade, sector)))
      let opening = sectors.map((_, s) => sum(balances.map((grade) => grade[s]?.[0] ?? 0)))
      for (let y = 1; y <= horizon; y++) {
        const at = { area, stage, year: origin + y }
        const book = keepBook(balances.map((grade) => grade.map((years) => (years[y] ?? 0) - (years[y - 1] ?? 0))), listed, sectors, at.year)
        const closing = book.map((each, s) => (opening[s] ?? 0) + each.built - each.closed + each.movedIn - each.movedOut)
        book.forEach(({ built, closed, movedIn, movedOut, to }, s) => {
          accounts.push(Object.freeze({ ...at, sector: sectors[s] ?? '', opening: opening[s] ?? 0, built, closed, movedIn, movedOut, closing: closing[s] ?? 0 }))
          for (const [target, amount] of to) moves.push(Object.freeze({ ...at, from: sectors[s] ?? '', to: sectors[target] ?? '', places: amount }))
        })
        const all = (of: (each: Entry) => number): number => sum(book.map(of))
        const provided = sum(closing.filter((_, s) => sectors[s] === 'public' || sectors[s] === 'purchased'))
        totals.push(Object.freeze({ ...at, opening: sum(opening), built: all((each) => each.built), closed: all((each) => each.closed), moved: all((each) => each.movedIn), closing: sum(closing), provided }))
        opening = closing
      }
    }
  }
  return Object.freeze({
    accounts: Object.freeze(accounts),
    moves: Object.freeze(moves),
    totals: Object.freeze(totals),
    provenance: stamp('sectorAccounts', { origin, horizon, draws: places.axes.draw.labels.length, options: { ladder: ladder.id } }),
  })
}

interface Entry {
  built: number
  closed: number
  movedIn: number
  movedOut: number
  /** Places that went to other sectors, by position. */
  readonly to: Map<number, number>
}

/** The entries of one year by sector, from the changes of each grade by sector. */
function keepBook(changes: readonly (readonly number[])[], listed: readonly SectorAddition[], sectors: readonly string[], year: number): Entry[] {
  const book = sectors.map((): Entry => ({ built: 0, closed: 0, movedIn: 0, movedOut: 0, to: new Map() }))
  for (const change of changes) {
    const left = [...change]
    for (const { from, to, amount } of explainMoves(left, listed, sectors, changes.length, year)) {
      const [source, target] = [book[from], book[to]]
      if (source === undefined || target === undefined) continue
      source.movedOut += amount
      source.to.set(to, (source.to.get(to) ?? 0) + amount)
      target.movedIn += amount
    }
    left.forEach((amount, s) => {
      const entry = book[s]
      if (entry === undefined) return
      if (amount > dust) entry.built += amount
      if (amount < -dust) entry.closed -= amount
    })
  }
  return book
}

/** Places below this are what binary fractions leave behind. */
const dust = 1e-7

interface Move {
  readonly from: number
  readonly to: number
  readonly amount: number
}

/**
 * The moves of one grade in one year, by position of the sectors, taken out of `left`, the changes that they explain:
 * first what is listed for this year, then what moves listed up to now go on to explain.
 */
function explainMoves(left: number[], listed: readonly SectorAddition[], sectors: readonly string[], grades: number, year: number): Move[] {
  const moves: Move[] = []
  const leftOf = (s: number): number => left[s] ?? 0
  const move = (from: number, to: number, amount: number): void => {
    if (amount <= dust || from === to) return
    left[from] = leftOf(from) + amount
    left[to] = leftOf(to) - amount
    moves.push({ from, to, amount })
  }
  const known = listed.flatMap((each) => {
    const [to, from] = [sectors.indexOf(each.sector), sectors.indexOf(each.fromSector ?? '')]
    return each.year > year || to < 0 ? [] : [{ ...each, to, from, amount: each.places / grades }]
  })
  /** What was listed, less what was not made because fewer places were there or only some grades moved: that left its source too full and its goal too empty. */
  const moveListed = (from: number, to: number, amount: number): void => {
    const missing = Math.min(Math.max(0, leftOf(from) + amount), Math.max(0, amount - leftOf(to)))
    move(from, to, amount - Math.min(amount, missing))
  }
  for (const { to, from, amount, inStock, closes, ...each } of known) {
    if (from < 0) continue
    if (each.year === year && !inStock) moveListed(from, to, amount)
    if (closes === year) moveListed(to, from, amount)
  }
  for (const { to, from: told, inStock, closes } of known) {
    for (const from of told < 0 ? sectors.keys() : [told]) {
      if (!inStock) move(from, to, Math.min(-leftOf(from), leftOf(to)))
      // Places bought or leased go back at their end, and not before.
      if (closes !== undefined && closes <= year) move(to, from, Math.min(-leftOf(to), leftOf(from)))
    }
  }
  return moves
}

/** Places of a grade and sector year by year, the mean of the draws. */
function yearlyPlaces(places: SectorSupply['places'], area: string, grade: string, sector: string): number[] {
  return places.axes.year.labels.map((year) => {
    const row = rowAt(places, { area, grade, sector, year })
    return sum(row) / row.length
  })
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
