import { defineConfig } from 'tsup'
import type { Options } from 'tsup'

// Several configurations run side by side, so cleaning is done by the npm script, never by tsup:
// one configuration's clean deletes another's declarations.
const entry = {
  index: 'src/index.ts',
  evaluate: 'src/evaluate.ts',
  facts: 'src/facts.ts',
  indicators: 'src/indicators.ts',
  reconcile: 'src/reconcile.ts',
  report: 'src/report.ts',
  schedule: 'src/schedule.ts',
  standards: 'src/standards.ts',
  track: 'src/track.ts',
}

const code = {
  entry,
  target: 'es2022',
  platform: 'neutral',
  splitting: true,
  clean: false,
  dts: false,
  // d3-array is ESM only; the few functions used are bundled so that require() works on every Node.
  noExternal: ['d3-array', 'internmap'],
} satisfies Options

export default defineConfig([
  {
    ...code,
    format: 'esm',
    // With the sources inside: without them tools warn and a debugger shows nothing, and as files of their own they take more room.
    sourcemap: true,
  },
  // A map of code that is split for require() would lead to what it was made from, not to the sources: there is none.
  { ...code, format: 'cjs', sourcemap: false },
  {
    entry,
    format: ['esm', 'cjs'],
    clean: false,
    // tsup sets baseUrl for its declaration build, which TypeScript 6 calls deprecated.
    dts: { only: true, compilerOptions: { ignoreDeprecations: '6.0' } },
  },
])
