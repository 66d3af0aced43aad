# The same work in vectorised NumPy: the deterministic kernel, the kernel with one normal a cell, five quantiles and a chance.
# usage: python3 peer.py AREAS GRADES YEARS DRAWS ROUNDS; prints one line of JSON.
import json, sys, time
import numpy as np

areas, grades, years, draws, rounds = map(int, sys.argv[1:6])
base = (100 + np.arange(areas * grades) % 37).astype(float).reshape(areas, grades)
ratio = (0.95 + (np.arange(areas * grades * years) % 11) / 100).reshape(areas, grades, years)

shock = np.zeros((areas, grades - 1, draws))
room = [np.zeros((areas, grades, years + 1, draws)) for _ in range(2)]  # written before the clock starts: no fetching of memory is timed

def kernel(noise=None):
    out = room[0 if noise is None else 1]
    out[:, :, 0, :] = base[:, :, None]
    for year in range(years):
        out[:, 0, year + 1, :] = 0.0
        np.multiply(out[:, :-1, year, :], ratio[:, 1:, year, None], out=out[:, 1:, year + 1, :])
        if noise is not None:
            noise.standard_normal(out=shock)
            np.multiply(shock, 0.02, out=shock)
            np.exp(shock, out=shock)
            out[:, 1:, year + 1, :] *= shock
    return out

def clock(work):
    result = work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[len(times) // 2], result

generator = np.random.default_rng(1)
kernel_ms, plain = clock(kernel)
simulate_ms, noisy = clock(lambda: kernel(generator))
cells = areas * grades * years
sample = ((np.arange(cells * draws, dtype=np.int64) * 7919 % 10007) / 10007 - 0.3).reshape(cells, draws)
levels = [0.05, 0.25, 0.5, 0.75, 0.95]
summarise_ms, (quantiles, short) = clock(lambda: (np.quantile(sample, levels, axis=1), (sample < 0).mean(axis=1)))
log = np.log(noisy[:, grades - 1, years, :] / plain[:, grades - 1, years, :]) if years < grades else np.zeros(1)
print(json.dumps({
    'name': 'NumPy ' + np.__version__, 'kernel': kernel_ms, 'simulate': simulate_ms, 'summarise': summarise_ms,
    'checks': {'kernel': float(plain.sum()), 'quantiles': float(quantiles.sum()), 'short': float(short.sum()), 'spread': float(log.std())},
}))
