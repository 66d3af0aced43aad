// How many pupils will a country of 3,000 counties have, how sure is that, and in how many counties will places run short?
// Groups of counties run on worker threads and each is written to a folder as it finishes: a run that was interrupted goes on where it was.
// npm run example:country -- [--areas 3000] [--draws 200] [--shards 30] [--threads 2] [--out out/country] [--prepare | --only 3/30]
// The country is made up (data/country.ts). Under a job engine: --prepare once, then a job for each group with --only k/n, then without either.

import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { mergeSummaries } from 'school-places'
import { withCommas } from 'school-places/report'
import { Tinypool } from 'tinypool'

import { readArguments } from './country/arguments'
import { prepare, taskOf } from './country/prepare'
import { createProgressBar } from './country/progress-bar'
import { bitsOf, fingerprint, keep, openFolder } from './country/shard-files'
import simulateShard, { statistics } from './country/simulate-shard'
import type { CountrySummaries } from './country/simulate-shard'
import { tellCountry } from './country/tell'
import { countryTables, origin } from './data/country'

const given = readArguments(process.argv.slice(2))
const options = { origin, horizon: 12 }
const tables = countryTables(given.areas)
// Other counts, options or draws are another folder: parts of different runs never meet.
const folder = openFolder(given.out, fingerprint(tables, options, given.draws))
process.stderr.write(`  … ${withCommas(given.areas)} counties in ${folder}\n`)
const prepared = await keep(folder, 'prepared.bin', () => prepare(tables, options))
process.stderr.write('  … rates and their spread are ready\n')

const nameOf = (k: number): string => `group-${k + 1}-of-${given.shards}.bin`
const wanted = given.prepare ? [] : given.only === undefined ? Array.from({ length: given.shards }, (_, k) => k) : [given.only]
const open = wanted.filter((k) => !existsSync(join(folder, nameOf(k))))
if (open.length < wanted.length) process.stderr.write(`  … ${wanted.length - open.length} of ${wanted.length} groups were finished before\n`)

const threads = Math.min(given.threads, open.length)
const pool = threads > 1 ? new Tinypool({ filename: new URL('./country/worker.mjs', import.meta.url).href, runtime: 'worker_threads', minThreads: threads, maxThreads: threads }) : undefined
const bar = createProgressBar(open.length, 'groups')
const queue = open.values()
const work = async (): Promise<void> => {
  for (const k of queue) {
    const task = taskOf(prepared, k, given.shards, given.draws)
    await keep(folder, nameOf(k), () => (pool === undefined ? simulateShard(task) : (pool.run(task) as Promise<CountrySummaries>)))
    bar.advance()
  }
}
// Each thread takes the next group when it is ready; a group's numbers are made when it is taken, so few are in memory at a time.
await Promise.all(Array.from({ length: Math.max(1, threads) }, work))
await pool?.destroy()

if (given.only === undefined && !given.prepare) {
  const parts = await Promise.all(wanted.map((k) => keep<CountrySummaries>(folder, nameOf(k), () => Promise.reject(new Error(`group ${k + 1} is missing`)))))
  const result = mergeSummaries(parts, statistics, prepared.dataset.planningAreas)
  console.log(tellCountry(result, 4))
  console.log(`• ${withCommas(given.draws)} futures; the same bits on any threads and in any groups: ${bitsOf(result)}`)
}
