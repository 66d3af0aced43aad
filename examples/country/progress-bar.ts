// How far the run is: one line that fills up on a terminal, a line a step where output goes to a file.

export function createProgressBar(steps: number, unit: string, stream: NodeJS.WriteStream = process.stderr): { readonly advance: () => void } {
  const start = performance.now()
  let done = 0
  return {
    advance() {
      done++
      const left = Math.round(((performance.now() - start) / 1e3 / done) * (steps - done))
      const text = `${done}/${steps} ${unit}, ${done === steps ? 'done' : `about ${left} s left`}`
      if (!stream.isTTY) stream.write(`  … ${text}\n`)
      else stream.write(`\r  [${'█'.repeat(Math.round((done / steps) * 30)).padEnd(30, '·')}] ${text}   ${done === steps ? '\n' : ''}`)
    },
  }
}
