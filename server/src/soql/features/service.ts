// The whole language service: synchronous functions over a tree and a view of the schema, on plain data.
// Nothing here waits: what an answer lacks is named in its `missing`.

export type { Missing } from '../semantics/lookups.ts';
export { type Problem, type Severity, wordingOf } from '../semantics/problems.ts';
export { rulePage } from '../semantics/rulePages.ts';
export type { Surface } from '../semantics/rules/rule.ts';
export type { Action } from './actions/action.ts';
export { actions } from './actions/actions.ts';
export { complete } from './completion/complete.ts';
export { costlyFilters } from './costlyFilters.ts';
export { type Definition, definition } from './definition.ts';
export { diagnose } from './diagnose.ts';
export { documentation } from './documentation.ts';
export { folding } from './folding.ts';
export { DEFAULT_FORMAT, type FormatOptions, format } from './format.ts';
export { type Hover, hover } from './hover.ts';
export { inlayHints } from './inlayHints.ts';
export { lenses } from './lenses.ts';
export type * from './model.ts';
export { objectDocument } from './objectDocument.ts';
export { highlights, rename, renameable } from './occurrences.ts';
export { selectionRanges } from './selection.ts';
export { type SignatureHelp, signature } from './signature.ts';
export { symbols } from './symbols.ts';
export { type SemanticToken, type TokenType, tokens } from './tokens.ts';
