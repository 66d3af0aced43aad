import { defineConfig } from 'vitest/config'
import { fileURLToPath } from 'node:url'

export default defineConfig({
  resolve: {
    alias: [
      { find: /^school-places$/, replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)) },
      { find: /^school-places\/(.*)$/, replacement: fileURLToPath(new URL('src/$1.ts', import.meta.url)) },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // Import cost is paid per file when files are isolated; nothing here keeps state between files.
    isolate: false,
    testTimeout: 60_000,
  },
})
