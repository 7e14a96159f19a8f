/** The public API: what properties, writers and other programs may rely on. */
export * from './claims/index.js';
export {
  defineInvariant,
  hasCompleted,
  type ClaimTerms,
  type Invariant,
  type InvariantStated,
  type Needs,
  type Violation,
} from './claims/invariant.js';
export type { Counterexample, Evidence, ExplainingStep } from './counterexample/counterexample.js';
export { accountFor, type Accounting, type Fate, type RecordAccount } from './execution/accounting.js';
export {
  clockMovesOf,
  clockSettingsOf,
  killsOf,
  traceOf,
  type ClockMove,
  type ClockSetting,
  type ProcessKill,
} from './execution/events.js';
export type { Execution, Outcome, ProcessEnd, ProcessReport } from './execution/execution.js';
export type { HistoryEvent } from './execution/history.js';
export type { LogFile } from './execution/log-files.js';
export { canHoldSteps } from './gate/can-hold-steps.js';
export type { Access, GateEvent, Result, Step } from './gate/index.js';
export { expectHolds, type ProgramSubject, type Subject } from './property/expect-holds.js';
export { expectAsRecorded, recordedCounterexamples, type Recorded } from './property/recorded.js';
export { runsFor, type Runs } from './property/runs-for.js';
export type { HoldsOptions } from './property/settings.js';
export { scenarios } from './scenario/arbitrary.js';
export type { AsIs } from './scenario/as-is.js';
export { programs, type ProgramBounds } from './scenario/programs.js';
export type { Program } from './scenario/program-scenario.js';
export type { Rotating, ScenarioBounds } from './scenario/bounds.js';
export type { RecordContent } from './scenario/content.js';
export type { Concurrency } from './scenario/concurrency.js';
export { maxRecordBytes, minRecordBytes, type RecordId } from './scenario/record.js';
export type { Rotation } from './scenario/rotation.js';
export type { LogrotateMode, Scenario } from './scenario/scenario.js';
export type { Anchor } from './schedule/anchor.js';
export type { Fault, FaultKind } from './schedule/fault.js';
export type { Preemption, Schedule } from './schedule/schedule.js';
export type { SearchRequest } from './search/request.js';
export { search } from './search/search.js';
export { openSearchThreads, type SearchThread } from './search/threads.js';
export type * from './search/verdict.js';
export { canaries, correctNeighbours, type Canary } from './writers/canaries/index.js';
export { asIs, type AsIsOptions } from './writers/as-is.js';
export { loadWriter, type WriterSource } from './writers/find-writer.js';
export { writerNamed, writersThatPromise } from './writers/index.js';
export type { Telling } from './writers/told-writer.js';
export { remedyCanaries, type RemedyCanary } from './writers/remedies/broken/index.js';
export type { ProgramTerms, ProgramWriter } from './writers/program-writer.js';
export type { WriterProgram } from './writers/writer-program.js';
export { defineWriter, type OpenLog, type OpenRequest, type Writer } from './writers/writer.js';
