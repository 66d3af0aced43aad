// The worker of the country example, which also tells the system's number of its thread, so that it can be held on one processor.

import { readlinkSync } from 'node:fs'

export { default } from '../examples/country/worker.mjs'

/** The number, after a while in which the other workers are asked too. Linux only. */
export function threadNumber() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  return Number(readlinkSync('/proc/thread-self').split('/').at(-1))
}

/**
 * Plain arithmetic that needs no memory and keeps a processor's units busy: what the machine gives to threads, whatever they do. Eight sums go
 * on beside each other, because one alone waits for itself, and two threads can wait on one processor as well as on two.
 */
export function arithmetic(steps) {
  let [a, b, c, d, e, f, g, h] = [1, 2, 3, 4, 5, 6, 7, 8]
  for (let i = 0; i < steps; i++) {
    a = a * 0.999 + 0.5
    b = b * 0.998 + 0.5
    c = c * 0.997 + 0.5
    d = d * 0.996 + 0.5
    e = e * 0.995 + 0.5
    f = f * 0.994 + 0.5
    g = g * 0.993 + 0.5
    h = h * 0.992 + 0.5
  }
  return a + b + c + d + e + f + g + h
}
