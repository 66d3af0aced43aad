// npm run build:loops: writes the assembled row loops into src/numeric/row-loops-code.ts. A test compares the two.

import { writeFileSync } from 'node:fs'

import { rowLoops } from './row-loops.js'

export const codeText = `// Made by npm run build:loops from wasm/row-loops.ts, where these ${rowLoops.length} bytes can be read: do not edit.

export const rowLoopsCode =
  '${Buffer.from(rowLoops).toString('base64')}'
`

if (process.argv[1]?.endsWith('build.ts') === true) writeFileSync(new URL('../src/numeric/row-loops-code.ts', import.meta.url), codeText)
