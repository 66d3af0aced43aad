// Lets a worker thread read TypeScript: loaders of the main thread do not reach it.

import { register } from 'tsx/esm/api'

register()
export const { default: simulateShard } = await import('./simulate-shard.ts')
export default simulateShard
