// npm run build:loops: writes the assembled loops into the sources that embed them. Tests compare the two.

import { readFileSync, writeFileSync } from 'node:fs'

import { dealLoops } from './deal-loops.js'
import { kernelLoop } from './kernel-loop.js'
import { rowLoops } from './row-loops.js'

const codes = [
  ['../src/core/deal-draws.ts', /(?<=const loopCode =\n {2}')[^']*/, dealLoops],
  ['../src/project/grade-slabs.ts', /(?<=const loopCode =\n {2}')[^']*/, kernelLoop],
  ['../src/numeric/row-loops-code.ts', /(?<=const rowLoopsCode =\n {2}')[^']*/, rowLoops],
] as const

for (const [path, place, code] of codes) {
  const file = new URL(path, import.meta.url)
  const before = readFileSync(file, 'utf8')
  if (!place.test(before)) throw new Error(`${path} has no place for the code`)
  writeFileSync(file, before.replace(place, () => Buffer.from(code).toString('base64')))
}
