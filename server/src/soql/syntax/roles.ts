// What kinds of text there are, and of names in it.

export type Dialect = 'api' | 'apex';

/** The kinds of names that the grammar asks for. Semantics knows which names those are in a given org. */
export type NameRole =
  | 'object'
  | 'child-relationship'
  | 'field'
  | 'relationship'
  | 'function'
  | 'alias'
  | 'value'
  | 'scope'
  | 'data-category-group'
  | 'data-category'
  | 'bind'
  | 'list-view'
  | 'option'
  | 'statistic';

/** Names that some rule requires, so that each has a problem that says it is missing. */
export type RequiredRole = Exclude<NameRole, 'alias' | 'function'>;
