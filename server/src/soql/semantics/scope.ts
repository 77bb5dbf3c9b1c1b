// What names mean inside each query: the object that it reads, and the aliases that stand for objects.
import {
  ancestor,
  child,
  childrenOf,
  isA,
  type SyntaxElement,
  type SyntaxNode,
  type SyntaxTree,
  textOf,
} from '../syntax/tree.ts';
import type { Lookups } from './lookups.ts';
import { childRelationshipOf } from './namespaces.ts';
import { childOf, follow, type ObjectMeaning, objectNamed, type Step } from './paths.ts';

/** `child`: a subquery in SELECT. `semiJoin`: a subquery in a condition. `search`: an object of a SOSL RETURNING. */
export type ScopeKind = 'root' | 'child' | 'semiJoin' | 'search';

export interface QueryScope {
  readonly node: SyntaxNode<'Query' | 'ReturningItem'>;
  readonly kind: ScopeKind;
  readonly outer: QueryScope | undefined;
  /** What FROM names; undefined without FROM, or where that cannot be told. */
  readonly object: ObjectMeaning | undefined;
  /** The aliases that FROM declares, by lower-case name. */
  readonly aliases: ReadonlyMap<string, AliasMeaning>;
  /** Lower-case aliases of the SELECT list. */
  readonly fieldAliases: ReadonlySet<string>;
}

export interface AliasMeaning extends ObjectMeaning {
  readonly declaration: SyntaxNode<'Alias'>;
}

/** The scopes of one tree, made when first asked for. */
export class Scopes {
  readonly tree: SyntaxTree;
  readonly lookups: Lookups;
  readonly #made = new Map<SyntaxNode, QueryScope>();

  constructor(tree: SyntaxTree, lookups: Lookups) {
    this.tree = tree;
    this.lookups = lookups;
  }

  /** The innermost scope around an element. */
  around(element: SyntaxElement): QueryScope | undefined {
    const node = ancestor(element, 'Query', 'ReturningItem');
    return node && this.of(node);
  }

  of(node: SyntaxNode<'Query' | 'ReturningItem'>): QueryScope {
    const made = this.#made.get(node) ?? this.#make(node);
    this.#made.set(node, made);
    return made;
  }

  /** The steps of a path that starts in a scope: an alias or the name of the object itself may come first. */
  steps(scope: QueryScope | undefined, names: readonly string[]): Step[] {
    const first = names[0];
    if (!scope || first === undefined) return [];
    // Most paths have one name, and a query may have hundreds of them.
    const prefix = names.length > 1 ? prefixOf(scope, first) : undefined;
    if (prefix) return [prefix, ...follow(prefix.object, names.slice(1), this.lookups)];
    return follow(scope.object, names, this.lookups);
  }

  names(path: SyntaxNode): string[] {
    return childrenOf(path, 'Name').map(name => textOf(this.tree, name));
  }

  #make(node: SyntaxNode<'Query' | 'ReturningItem'>): QueryScope {
    const kind = kindOf(node);
    const outer = node.parent && kind !== 'root' && kind !== 'search' ? this.around(node.parent) : undefined;
    const aliases = new Map<string, AliasMeaning>();
    const fieldAliases = this.#fieldAliases(node);
    const items = node.kind === 'Query' ? childrenOf(child(node, 'FromClause'), 'FromItem') : [];
    const object = isA(node, 'ReturningItem') ? this.#searched(node) : this.#read(kind, outer, items[0]);
    const scope = { node, kind, outer, object, aliases, fieldAliases };
    for (const [index, item] of items.entries()) {
      const meaning = index === 0 ? object : this.#joined(scope, item);
      const declaration = child(item, 'Alias');
      if (meaning && declaration) {
        aliases.set(textOf(this.tree, declaration).toLowerCase(), { ...meaning, declaration });
      }
    }
    return scope;
  }

  #searched(item: SyntaxNode<'ReturningItem'>): ObjectMeaning | undefined {
    const name = child(item, 'Name');
    return name && objectNamed(textOf(this.tree, name), this.lookups);
  }

  #read(
    kind: ScopeKind,
    outer: QueryScope | undefined,
    item: SyntaxNode<'FromItem'> | undefined,
  ): ObjectMeaning | undefined {
    const path = child(item, 'FieldPath');
    if (!path) return undefined;
    if (kind !== 'child') return objectNamed(textOf(this.tree, path), this.lookups);
    const parent = outer?.object?.schema;
    const relationship = parent && childRelationshipOf(parent, this.names(path).at(-1) ?? '');
    return relationship && childOf(relationship, this.lookups);
  }

  /** A later item of FROM is a path of relationships that starts at an earlier one. */
  #joined(scope: QueryScope, item: SyntaxNode<'FromItem'>): ObjectMeaning | undefined {
    const path = child(item, 'FieldPath');
    const last = path && this.steps(scope, this.names(path)).at(-1);
    return last?.kind === 'relationship' ? last.object : undefined;
  }

  #fieldAliases(node: SyntaxNode): Set<string> {
    const fields = childrenOf(child(node, 'SelectClause'), 'SelectField');
    return new Set(fields.flatMap(f => childrenOf(f, 'Alias')).map(a => textOf(this.tree, a).toLowerCase()));
  }
}

function kindOf(node: SyntaxNode<'Query' | 'ReturningItem'>): ScopeKind {
  if (node.kind === 'ReturningItem') return 'search';
  if (node.parent?.kind !== 'Subquery') return 'root';
  return ancestor(node.parent, 'SelectClause', 'Comparison', 'Query')?.kind === 'SelectClause' ? 'child' : 'semiJoin';
}

/** An alias, or the name of the object that FROM names, where no relationship of that name hides it. */
function prefixOf(scope: QueryScope, name: string): (Step & { readonly object: ObjectMeaning }) | undefined {
  const alias = scope.aliases.get(name.toLowerCase());
  if (alias) return { kind: 'alias', object: alias };
  const { object } = scope;
  if (object?.name.toLowerCase() !== name.toLowerCase()) return undefined;
  return object.schema?.relationship(name) ? undefined : { kind: 'object', object };
}
