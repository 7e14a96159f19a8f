/** The public API: what properties, writers and other programs may rely on. */
export { claims, type Claim } from './claim.js';
export type { Execution, Outcome, ProcessEnd, ProcessReport } from './execution.js';
export { expectHolds } from './expect-holds.js';
export type { Fault } from './fault.js';
export type { Access, Result, Step } from './gate/index.js';
export type { HistoryEvent } from './history.js';
export { defineInvariant, type Invariant, type Violation } from './invariant.js';
export * from './invariants/index.js';
export type { LogFile } from './log-files.js';
export { maxRecordBytes, minRecordBytes, type RecordId } from './record.js';
export type { Scenario } from './scenario.js';
export { runsFor, scenarios, type ScenarioBounds } from './scenarios.js';
export type { Anchor } from './anchor.js';
export type { Preemption, Schedule } from './schedule.js';
export { defineWriter, type OpenLog, type OpenRequest, type Rotation, type Writer } from './writer.js';
export type { WriterProgram } from './writer-program.js';
export { writerNamed, writersThatPromise } from './writers/index.js';
