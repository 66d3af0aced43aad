# The same work in base R. usage: Rscript peer.R AREAS GRADES YEARS DRAWS ROUNDS; prints one line of JSON.
argument <- as.integer(commandArgs(trailingOnly = TRUE))
areas <- argument[1]; grades <- argument[2]; years <- argument[3]; draws <- argument[4]; rounds <- argument[5]
base <- matrix(100 + (seq_len(areas * grades) - 1) %% 37, nrow = areas, byrow = TRUE)
ratio <- aperm(array(0.95 + ((seq_len(areas * grades * years) - 1) %% 11) / 100, dim = c(years, grades, areas)), c(3, 2, 1))

kernel <- function(noisy) {
  out <- array(0, dim = c(draws, areas, grades, years + 1))
  out[, , , 1] <- rep(base, each = draws)
  for (year in seq_len(years)) {
    below <- out[, , -grades, year, drop = FALSE]
    moved <- below * rep(ratio[, -1, year], each = draws)
    if (noisy) moved <- moved * exp(0.02 * rnorm(length(moved)))
    out[, , -1, year + 1] <- moved
  }
  out
}

clock <- function(work) {
  times <- replicate(rounds, system.time(result <<- work())[['elapsed']] * 1e3)
  sort(times)[(length(times) + 1) %/% 2]
}

set.seed(1)
result <- NULL
kernelMs <- clock(function() kernel(FALSE)); plain <- result
simulateMs <- clock(function() kernel(TRUE)); noisy <- result
cells <- areas * grades * years
sample <- matrix(((seq_len(cells * draws) - 1) * 7919) %% 10007 / 10007 - 0.3, nrow = draws)
levels <- c(0.05, 0.25, 0.5, 0.75, 0.95)
summariseMs <- clock(function() list(apply(sample, 2, quantile, probs = levels, names = FALSE), colMeans(sample < 0)))
log <- if (years < grades) log(noisy[, , grades, years + 1] / plain[, , grades, years + 1]) else 0
cat(sprintf('{"name":"R %s","kernel":%f,"simulate":%f,"summarise":%f,"checks":{"kernel":%.10g,"quantiles":%.10g,"short":%.10g,"spread":%.6f}}\n',
  getRversion(), kernelMs, simulateMs, summariseMs, sum(plain), sum(result[[1]]), sum(result[[2]]), sd(log)))
