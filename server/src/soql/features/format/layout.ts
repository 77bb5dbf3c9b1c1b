import { tokensOf } from '../../syntax/ast.ts';
import {
  isTrivia,
  type SyntaxElement,
  type SyntaxNode,
  type SyntaxToken,
  type SyntaxTree,
  textOf,
} from '../../syntax/tree.ts';
import type { Surroundings } from './comments.ts';
import { type Doc, fill, group, indent, join, line, lineBreak, softLine } from './doc.ts';

export interface LayoutOptions {
  readonly keywordCase: 'upper' | 'lower' | 'keep';
  readonly commas: 'trailing' | 'leading';
}

/** How a statement is laid out: what belongs on one line, and where it breaks if it does not fit. */
export function layoutOf(
  tree: SyntaxTree,
  around: Surroundings,
  options: LayoutOptions,
): (element: SyntaxElement) => Doc {
  const layout = new Layout(tree, around, options);
  return element => layout.of(element);
}

/** Nodes whose parts are written without blanks between them. */
const TIGHT: ReadonlySet<string> = new Set(['FieldPath', 'Name', 'Alias', 'RelativeDate']);

class Layout {
  readonly #tree: SyntaxTree;
  readonly #around: Surroundings;
  readonly #options: LayoutOptions;

  constructor(tree: SyntaxTree, around: Surroundings, options: LayoutOptions) {
    this.#tree = tree;
    this.#around = around;
    this.#options = options;
  }

  of(element: SyntaxElement): Doc {
    if (element.token) return this.token(element);
    switch (element.kind) {
      case 'Query':
      case 'SoslQuery':
        return group(join(line, this.#parts(element)), this.#wasBroken(element));
      case 'SelectClause':
      case 'FromClause':
      case 'GroupByClause':
      case 'OrderByClause':
      case 'ReturningClause':
      case 'BindClause':
      case 'TypeofWhen':
      case 'TypeofElse':
        return this.#listClause(element);
      case 'WhereClause':
      case 'HavingClause':
        return this.#conditionClause(element);
      case 'AndCondition':
      case 'OrCondition':
        return this.#operands(element);
      case 'WithDataCategory':
        return this.#operands(element);
      case 'ParenCondition':
      case 'Subquery':
      case 'ValueList':
      case 'GroupingSet':
      case 'FunctionCall':
      case 'ReturningItem':
      case 'WithClause':
      case 'SetOptionsClause':
      case 'DataCategoryFilter':
        return this.#withParentheses(element);
      case 'TypeofExpression':
        return this.#typeof(element);
      case 'Bind':
        return this.#asWritten(element);
      default:
        return TIGHT.has(element.kind) ? this.#parts(element) : this.#spaced(significant(element));
    }
  }

  /** A token with the comments that belong to it. */
  token(token: SyntaxToken): Doc {
    const { leading, trailing, blankBefore } = this.#around;
    const before = leading.get(token) ?? [];
    const gap = before.length > 0 && blankBefore.has(token) ? [lineBreak(true)] : [];
    return [...before, ...gap, this.#textOf(token), ...(trailing.get(token) ?? [])];
  }

  #textOf(token: SyntaxToken): string {
    const text = textOf(this.#tree, token);
    if (token.kind !== 'Keyword' || this.#options.keywordCase === 'keep') return text;
    return this.#options.keywordCase === 'upper' ? text.toUpperCase() : text.toLowerCase();
  }

  #parts(node: SyntaxNode): Doc[] {
    return significant(node).map(part => this.of(part));
  }

  /** A query of which a clause began a line stays broken. */
  #wasBroken(node: SyntaxNode): boolean {
    const [, ...clauses] = significant(node);
    return clauses.some(clause => /\n[ \t]*$/.test(this.#tree.text.slice(node.start, clause.start)));
  }

  /** Keywords, then a list: on one line, or an item per line. */
  #listClause(node: SyntaxNode): Doc {
    const parts = significant(node);
    const first = parts.findIndex(part => !part.token || part.kind !== 'Keyword');
    const isWhen = node.kind === 'TypeofWhen';
    const start = isWhen ? parts.findIndex((part, index) => index > 1 && part.token) + 1 : first;
    if (start <= 0) return this.#spaced(parts);
    const head = join(
      ' ',
      parts.slice(0, start).map(part => this.of(part)),
    );
    return group([...head, indent([line, ...this.#items(parts.slice(start), line)])]);
  }

  /** Items with their commas, and a separator behind or before each comma. */
  #items(parts: readonly SyntaxElement[], separator: Doc): Doc[] {
    const isLeading = this.#options.commas === 'leading';
    return parts.flatMap((part, index): Doc[] => {
      if (!part.token || part.kind !== 'Comma')
        return index > 0 && !isComma(parts[index - 1]) ? [' ', this.of(part)] : [this.of(part)];
      return isLeading ? [separator === line ? softLine : '', this.of(part), ' '] : [this.of(part), separator];
    });
  }

  /** A blank between two parts, none before a comma. */
  #spaced(parts: readonly SyntaxElement[]): Doc[] {
    return parts.flatMap((part, index) => (index === 0 || isComma(part) ? [this.of(part)] : [' ', this.of(part)]));
  }

  #conditionClause(node: SyntaxNode): Doc {
    return group(indent(this.#spaced(significant(node))));
  }

  /** Operands, each but the first behind its AND or OR, which begins the line. */
  #operands(node: SyntaxNode): Doc {
    const parts = significant(node);
    const docs = parts.map((part, index): Doc => {
      if (index === 0) return this.of(part);
      return [part.token && /^(AND|OR)$/i.test(textOf(this.#tree, part)) ? line : ' ', this.of(part)];
    });
    return node.kind === 'WithDataCategory' ? group(indent(docs)) : docs;
  }

  /** What stands before '(', the inside, and what follows ')'. */
  #withParentheses(node: SyntaxNode): Doc {
    const parts = significant(node);
    const open = parts.findIndex(part => part.token && part.kind === 'LeftParen');
    const close = parts.findLastIndex(part => part.token && part.kind === 'RightParen');
    if (open < 0 || close < open) return this.#spaced(parts);
    const before = parts.slice(0, open).map(part => this.of(part));
    const isTight = node.kind === 'FunctionCall' || node.kind === 'ReturningItem' || node.kind === 'GroupingSet';
    const inside = this.#inside(node, parts.slice(open + 1, close));
    const behind = parts.slice(close + 1).map(part => [' ', this.of(part)]);
    const head = before.length > 0 ? [...join(' ', before), isTight ? '' : ' '] : [];
    const [left, right] = [parts[open], parts[close]] as [SyntaxElement, SyntaxElement];
    if (inside.length === 0) return [...head, this.of(left), this.of(right), ...behind];
    return [...head, group([this.of(left), indent([softLine, ...inside]), softLine, this.of(right)]), ...behind];
  }

  #inside(node: SyntaxNode, parts: readonly SyntaxElement[]): Doc[] {
    if (node.kind === 'ParenCondition' || node.kind === 'Subquery') return parts.map(part => this.of(part));
    if (node.kind === 'ValueList') return [fill(this.#filled(parts))];
    if (node.kind !== 'ReturningItem') return this.#items(parts, line);
    const firstClause = parts.findIndex(part => !part.token && part.kind.endsWith('Clause'));
    const end = firstClause < 0 ? parts.length : firstClause;
    return [...this.#items(parts.slice(0, end), line), ...parts.slice(end).flatMap(part => [line, this.of(part)])];
  }

  /** Each value with the comma behind it. */
  #filled(parts: readonly SyntaxElement[]): Doc[] {
    const items: Doc[][] = [];
    for (const part of parts) {
      if (isComma(part) && items.length > 0) (items.at(-1) as Doc[]).push(this.of(part));
      else items.push([this.of(part)]);
    }
    return items;
  }

  #typeof(node: SyntaxNode): Doc {
    const parts = significant(node);
    const head = parts.slice(0, 2).map(part => this.of(part));
    const branches = parts.slice(2, -1).map(part => [line, this.of(part)]);
    const end = parts.slice(2).at(-1);
    return group([...join(' ', head), indent(branches), ...(end ? [line, this.of(end)] : [])]);
  }

  /** An expression of Apex keeps its own blanks. */
  #asWritten(node: SyntaxNode): Doc {
    const docs: Doc[] = [];
    let end = node.start;
    for (const token of tokensOf(node)) {
      if (isTrivia(token.kind)) continue;
      if (token.start > end && docs.length > 1) docs.push(' ');
      docs.push(this.token(token));
      end = token.end;
    }
    return docs;
  }
}

function significant(node: SyntaxNode): SyntaxElement[] {
  return node.children.filter(child => !child.token || !isTrivia(child.kind));
}

function isComma(element: SyntaxElement | undefined): boolean {
  return element?.token === true && element.kind === 'Comma';
}
