import * as service from '../../server/src/soql/features/service.ts';
import type { SchemaView } from '../../server/src/soql/semantics/schema.ts';
import type { SyntaxTree } from '../../server/src/soql/syntax/tree.ts';

/** Every request that an editor may make about a text and a place in it; each answers the ranges of its answer. */
export const everyRequest: Readonly<
  Record<string, (tree: SyntaxTree, schema: SchemaView, offset: number) => readonly service.TextRange[]>
> = {
  completion: (tree, schema, offset) => service.complete({ tree, schema, offset }).items.map(item => item.replace),
  problems: (tree, schema) => service.diagnose({ tree, schema }).problems,
  hover(tree, schema, offset) {
    const { hover } = service.hover({ tree, schema, offset, today: '2026-08-14' });
    return hover ? [hover] : [];
  },
  actions: (tree, schema, offset) =>
    service.actions({ tree, schema }, { start: offset, end: offset }).flatMap(action => action.edits),
  highlights: (tree, schema, offset) => service.highlights({ tree, schema, offset }),
  tokens: (tree, schema) => service.tokens({ tree, schema }),
  'inlay hints': (tree, schema) => {
    const hints = service.inlayHints({ tree, schema, today: '2026-08-14' }, { start: 0, end: tree.text.length });
    return hints.map(({ offset }) => ({ start: offset, end: offset }));
  },
  lenses: tree => service.lenses(tree),
  symbols: tree => service.symbols(tree),
  folding: tree => service.folding(tree),
  selection: (tree, _schema, offset) => service.selectionRanges(tree, offset),
  signature: (tree, _schema, offset) => {
    service.signature(tree, offset);
    return [];
  },
  format: tree => service.format(tree),
  definition: (tree, schema, offset) => {
    service.definition({ tree, schema, offset });
    return [];
  },
  rename: (tree, schema, offset) => service.rename({ tree, schema, offset }, 'other') ?? [],
};

/** Pieces that break a query, or begin another part of it. */
export const scraps = [
  'SELECT ',
  ' FROM ',
  '(',
  ')',
  ',',
  '.',
  "'",
  ' = ',
  ' WHERE ',
  'TYPEOF ',
  ' IN (',
  ';',
  'Owner.',
  '/*',
  '\n',
  ':',
  '😀',
];
