// Importing the built main entry in a fresh process, beside importing zod alone. Both pay for starting Node, which is taken off.

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'


function importIn(module: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', `const t = performance.now(); const all = await import('${module}'); console.log(performance.now() - t, Object.keys(all).length)`], { encoding: 'utf8' })
}

const built = new URL('../../dist/index.js', import.meta.url)

export interface ImportReport {
  readonly name: 'import'
  readonly median: number
  readonly zod: number
  readonly ratio: number
  readonly kept: boolean
}

/** The ratio is taken of the milliseconds that `import()` itself takes inside the process. */
export function measureImport(rounds: number): ImportReport {
  if (!existsSync(built)) throw new Error('dist is missing: run `npm run build` first')
  const time = (module: string): number => {
    const [milliseconds, names] = importIn(module).trim().split(' ').map(Number)
    if (!(names! > 10)) throw new Error(`import: ${module} exports only ${names} names`)
    return milliseconds!
  }
  const main = pathToFileURL(built.pathname).href
  const pairs = Array.from({ length: rounds }, (_, i) => (i % 2 === 0 ? [time(main), time('zod')] : [time('zod'), time(main)].toReversed()) as [number, number])
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
  const ratio = middle(pairs.map(([own, zod]) => own / zod))
  return { name: 'import', median: middle(pairs.map(([own]) => own)), zod: middle(pairs.map(([, zod]) => zod)), ratio, kept: ratio <= 1.5 }
}

