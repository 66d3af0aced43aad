// What a program is asked for on the command line. Help, and what it does not know, are answered in one line, not in a trace of the engine.

import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'

import { overrideAssumptions } from './data/assumptions'
import type { NamedAssumptions } from './data/assumptions'

type Options = NonNullable<ParseArgsConfig['options']>

/** Options by name and words without a name; ends the program with its usage for `--help` and for anything else that is not among them. */
export function readCommandLine<const O extends Options>(usage: string, options: O, most = 0, args: readonly string[] = process.argv.slice(2)) {
  try {
    const read = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean', short: 'h' } }, allowPositionals: true })
    if ((read.values as { readonly help?: boolean }).help === true) {
      console.log(`usage: ${usage}`)
      process.exit(0)
    }
    if (read.positionals.length > most) throw new Error(`unknown word ${read.positionals[most]}`)
    return read
  } catch (error) {
    return refuse(usage, error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
}

/** Ends the program with what is wrong and how it is used. */
export function refuse(usage: string, wrong: string): never {
  console.error(`${wrong}; usage: ${usage}`)
  process.exit(2)
}

/** A whole number from `least`, or the end of the program. */
export function wholeNumber(usage: string, name: string, given: string, least = 1): number {
  const value = Number(given)
  return /^\d+$/.test(given) && value >= least ? value : refuse(usage, `${name} must be a whole number from ${least}, got "${given}"`)
}

/** The assumptions of an example with those given as `--set name=value`. */
export function readAssumptions<A extends NamedAssumptions>(example: string, defaults: A): A {
  const usage = `npm run example:${example} -- [--set NAME=VALUE]…, of ${Object.keys(defaults).join(', ')}`
  const { set = [] } = readCommandLine(usage, { set: { type: 'string', multiple: true } }).values
  try {
    return overrideAssumptions(defaults, set.flatMap((each) => ['--set', each]))
  } catch (error) {
    return refuse(usage, error instanceof Error ? error.message : String(error))
  }
}
