// Entry point `school-places/evaluate`: backtests, scores and the accuracy ledger.

export { backtest, sizeClass, spansMarkedYears, summariseBacktest } from './evaluate/backtest.js'
export type { BacktestOptions, BacktestScore, ScoredPair } from './evaluate/backtest.js'
export { baselineForecasters, naiveForecaster, riverForecaster } from './evaluate/forecasters.js'
export type { Forecaster, Question } from './evaluate/forecasters.js'
export { absolutePercentageError, covers, crps, pinballLoss, relativeBias, skill, weightedError } from './evaluate/scores.js'
export type { CrpsParts } from './evaluate/scores.js'
export { emptyLedger, findCommonBias, ledgerByLead, ledgerFormat, recordEdition, scoreLedger } from './evaluate/accuracy-ledger.js'
export type { AccuracyLedger, CommonBias, Edition, LedgerLead, LedgerScore } from './evaluate/accuracy-ledger.js'
export { calibrate, summariseCalibration, usualShares } from './evaluate/calibration.js'
export type { CalibrationLevel, CalibrationOptions, CalibrationScore, ScoredInterval } from './evaluate/calibration.js'
export { dispersionOf, pastErrors } from './evaluate/past-errors.js'
export type { PastErrorOptions } from './evaluate/past-errors.js'
