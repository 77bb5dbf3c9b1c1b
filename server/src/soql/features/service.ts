// The whole language service: synchronous functions over a tree and a view of the schema, on plain data.
// Nothing here waits: what an answer lacks is named in its `missing`.

export type { Missing } from '../semantics/lookups.ts';
export { type Problem, type Severity, wordingOf } from '../semantics/problems.ts';
export { complete } from './completion/complete.ts';
export { diagnose } from './diagnose.ts';
export { folding } from './folding.ts';
export { lenses } from './lenses.ts';
export type * from './model.ts';
export { symbols } from './symbols.ts';
