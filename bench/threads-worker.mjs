// The worker of the country example, which also tells the system's number of its thread, so that it can be held on one processor.

import { readlinkSync } from 'node:fs'

export { default } from '../examples/country/worker.mjs'

/** The number, after a while in which the other workers are asked too. Linux only. */
export function threadNumber() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  return Number(readlinkSync('/proc/thread-self').split('/').at(-1))
}
