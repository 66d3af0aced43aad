// Every public verb that is handed nothing, or a thing of another kind, where it needs a result of an earlier stage or a list says so by name.

import { PlacesError } from 'school-places'
import { describe, expect, test } from 'vitest'

import { calls, entries } from './answered-calls.js'

type Loose = (...given: unknown[]) => unknown
const wrongs = [undefined, null, 42, {}]
// The kernel takes typed arrays and checks nothing: its callers have.
const unchecked = ['projectCohorts']
// Forecasters are functions by name, and a ledger that is empty is a value.
// What tells faults as its result is answered: outcomes are no errors.
const tellsFaults = ['checkPortfolio', 'distributionFaults', 'safeParseInputs', 'safeParseLedger']
const verbs = Object.entries(entries).flatMap(([entry, all]) => Object.entries(all).filter(([name, value]) => typeof value === 'function' && name !== 'PlacesError' && !unchecked.includes(name)).map(([name, verb]) => ({ entry, name, verb: verb as Loose })))

async function outcome(verb: Loose, given: readonly unknown[]): Promise<unknown> {
  try {
    await verb(...given)
    return 'answered'
  } catch (error) {
    return error
  }
}

const isThing = (value: unknown): boolean => typeof value === 'object' && value !== null
/** A result of a stage, a cube or a list: an empty object is none. */
const isNoun = (value: unknown): boolean => isThing(value) && (Array.isArray(value) || 'provenance' in (value as object) || 'dims' in (value as object))

describe('what every verb needs', () => {
  test('is known of every public function', () => {
    expect(verbs.length).toBeGreaterThan(180)
    expect(verbs.filter(({ entry, name }) => calls[entry]?.[name] === undefined).map(({ name }) => name)).toEqual([])
  })

  test.each(verbs)('$name of $entry', async ({ entry, name, verb }) => {
    const given = calls[entry]![name]!
    expect(await outcome(verb, given)).toBe('answered')
    const found: string[] = []
    for (const [i, right] of given.entries()) {
      if (!isThing(right)) continue
      for (const wrong of wrongs) {
        const came = await outcome(verb, given.with(i, wrong))
        const told = `argument ${i + 1} ${wrong === undefined ? 'undefined' : JSON.stringify(wrong)}: `
        if (came === 'answered') {
          if (tellsFaults.includes(name) || (isThing(wrong) && !isNoun(right))) continue
          found.push(`${told}answered`)
        } else if (!(came instanceof PlacesError)) found.push(told + String(came))
        // What an object lacks may be told by the verb that needs it.
        else if ((!isThing(wrong) || isNoun(right)) && !came.message.startsWith(`${name}: `)) found.push(told + came.message)
      }
    }
    expect(found).toEqual([])
  })
})
