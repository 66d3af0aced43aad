// What can be asked of the country example on the command line, checked.

import { readCommandLine, refuse, wholeNumber } from '../command-line'

export interface Arguments {
  readonly areas: number
  readonly draws: number
  readonly shards: number
  readonly threads: number
  readonly out: string
  /** The one group to run, from 0. */
  readonly only: number | undefined
  readonly prepare: boolean
}

export function readArguments(args: readonly string[]): Arguments {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const
  const options = { areas: text('3000'), draws: text('200'), shards: text('30'), threads: text('2'), out: text('out/country'), only: { type: 'string' }, prepare: { type: 'boolean', default: false } } as const
  const usage = 'npm run example:country -- [--areas 3000] [--draws 200] [--shards 30] [--threads 2] [--out out/country] [--prepare | --only 3/30]'
  const { values } = readCommandLine(usage, options, 0, args)
  const whole = (name: string, given: string): number => wholeNumber(usage, `--${name}`, given)
  const [areas, draws, threads] = [whole('areas', values.areas), whole('draws', values.draws), whole('threads', values.threads)]
  const [k, n] = values.only?.split('/') ?? []
  const shards = Math.min(areas, whole('shards', n ?? values.shards))
  const only = k === undefined ? undefined : whole('only', k) - 1
  if (only !== undefined && (n === undefined || only >= shards)) refuse(usage, `--only must be k/n with k from 1 to n and n at most the areas, got ${values.only}`)
  return { areas, draws, shards, threads, out: values.out, only, prepare: values.prepare }
}
