// What the records of an export look like, of which a query job tells the texts only.
import type { Lookups } from '../../../soql/semantics/lookups.ts';
import { follow, objectNamed, type Step } from '../../../soql/semantics/paths.ts';
import type { FieldSchema, FieldType } from '../../../soql/semantics/schema.ts';
import {
  aliasText,
  expressionOf,
  fromItem,
  functionName,
  pathNames,
  selectItems,
  statements,
} from '../../../soql/syntax/ast.ts';
import { child, type SyntaxTree, textOf } from '../../../soql/syntax/tree.ts';
import { expectedColumns } from '../../expectedColumns.ts';
import type { ExportFormat } from '../../export/formats.ts';

/**
 * How the text of a cell becomes a value of JSON, which has decimals of a `decimal` even where it is whole, and writes the
 * zone of a datetime as `+0000` instead of `Z`.
 */
export type CellKind = 'text' | 'number' | 'decimal' | 'boolean' | 'datetime';

export interface ExportColumn {
  /** As REST names it: `Account.Owner.Name`, or an alias. */
  readonly path: string;
  readonly kind: CellKind;
}

/** A parent inside of the records, `Account.Owner`. */
export interface ExportParent {
  readonly path: string;
  /** It is there where one of these columns has a value; undefined: wherever what it belongs to is. */
  readonly witnesses?: readonly string[];
}

/** The records, as data that crosses to a thread and to the disk. */
export interface ExportShape {
  readonly columns: readonly ExportColumn[];
  readonly parents: readonly ExportParent[];
}

/** What the texts do not tell, in words. */
interface Untold {
  readonly value: string | undefined;
  /** A parent that is missing looks like one whose fields are empty. */
  readonly parent: string | undefined;
}

export interface FoundShape extends ExportShape {
  readonly untold: Untold;
}

/** The shape of the one query in a tree; in columns of unknown types there are texts. */
export function exportShape(tree: SyntaxTree, lookups: Lookups): FoundShape {
  const found = columnsOf(tree, lookups);
  const value = found.find(({ untold }) => untold !== undefined)?.untold;
  const parents = parentsOf(found);
  const parent = parents.find(({ witnesses }) => witnesses?.length === 0)?.path;
  return {
    columns: found.map(({ path, kind }) => ({ path, kind })),
    parents,
    untold: { value, parent: parent && `whether ${parent} is there (select ${parent}.Id, too)` },
  };
}

/** What of a shape keeps a format from being written as REST would: texts alone need no types, only lists nest parents. */
export function untoldIn(format: ExportFormat, { value, parent }: Untold): string | undefined {
  if (format === 'csv') return undefined;
  return format === 'xlsx' ? value : (value ?? parent);
}

interface Found extends ExportColumn {
  readonly steps: readonly Step[];
  readonly untold?: string | undefined;
}

function columnsOf(tree: SyntaxTree, lookups: Lookups): Found[] {
  const [query] = statements(tree.root);
  const root = objectNamed(pathNames(tree, child(fromItem(query), 'FieldPath'))[0] ?? '', lookups);
  const expected = query ? expectedColumns(tree, query).values() : [].values();
  return selectItems(query).flatMap(item => {
    if (item.kind !== 'SelectField') return [];
    const called = child(item, 'FunctionCall');
    const name = functionName(tree, called)?.toLowerCase();
    if (name === 'fields') return (root.schema?.fields ?? []).filter(field => !field.custom).map(ownColumn);
    const path = expected.next().value?.path ?? '';
    const alias = aliasText(tree, item);
    const steps = alias ? [] : follow(root, path.split('.'), lookups);
    const field = fieldAt(steps);
    const kind = name === undefined ? field && kindOf(field.type) : functionKinds.get(name);
    const untold = kind ? undefined : `the values of ${textOf(tree, expressionOf(item) ?? item)}`;
    return [{ path: field ? pathOf(steps) : path, kind: kind ?? 'text', steps, untold }];
  });
}

function ownColumn(field: FieldSchema): Found {
  const kind = kindOf(field.type);
  const untold = kind ? undefined : `the values of ${field.name}`;
  return { path: field.name, kind: kind ?? 'text', steps: [], untold };
}

/** What these give, whatever the type of the field is. */
const functionKinds: ReadonlyMap<string, CellKind> = new Map([
  ['tolabel', 'text'],
  ['format', 'text'],
  ['convertcurrency', 'number'],
]);

function kindOf(type: FieldType): CellKind | undefined {
  if (type === 'int' || type === 'long') return 'number';
  if (decimals.has(type)) return 'decimal';
  if (type === 'boolean' || type === 'datetime') return type;
  return untoldTypes.has(type) ? undefined : 'text';
}

const decimals: ReadonlySet<FieldType> = new Set(['double', 'currency', 'percent']);
/** Of these REST gives addresses, objects, or values of several types. */
const untoldTypes: ReadonlySet<FieldType> = new Set(['address', 'location', 'base64', 'anyType', 'complexvalue']);

function fieldAt(steps: readonly Step[]): FieldSchema | undefined {
  const last = steps.at(-1);
  return last?.kind === 'field' ? last.field : undefined;
}

const nameOf = (step: Step): string =>
  step.kind === 'field' ? step.field.name : step.kind === 'relationship' ? (step.field.relationshipName ?? '') : '';

const pathOf = (steps: readonly Step[]): string => steps.map(nameOf).join('.');

interface FoundParent {
  readonly path: string;
  /** The field that refers to it, and where that would be a column. */
  readonly reference: FieldSchema;
  readonly referencePath: string;
}

function parentsOf(columns: readonly Found[]): ExportParent[] {
  const parents = new Map<string, FoundParent>();
  for (const { steps } of columns) {
    steps.forEach((step, index) => {
      if (step.kind !== 'relationship') return;
      const path = pathOf(steps.slice(0, index + 1));
      const referencePath = [...steps.slice(0, index).map(nameOf), step.field.name].join('.');
      parents.set(path, { path, reference: step.field, referencePath });
    });
  }
  return [...parents.values()].map(({ path, reference, referencePath }) => {
    if (!reference.nillable) return { path };
    if (columns.some(column => column.path === referencePath)) return { path, witnesses: [referencePath] };
    const below = columns.filter(column => column.path.startsWith(`${path}.`) && isWitness(column, path, parents));
    return { path, witnesses: below.map(column => column.path) };
  });
}

/** Whether a column has a value wherever the parent is there: it is never empty, nor is any parent on the way. */
function isWitness({ path, steps }: Found, parent: string, parents: ReadonlyMap<string, FoundParent>): boolean {
  const field = fieldAt(steps);
  if (!field) return false;
  const between = [...parents.values()].filter(
    one => path.startsWith(`${one.path}.`) && one.path.length > parent.length,
  );
  // What several objects share is told as if it could be empty, but every record has a name and an Id. A checkbox of a
  // parent that is missing may look unchecked.
  const isNever = field.type === 'id' || field.nameField || (!field.nillable && field.type !== 'boolean');
  return isNever && between.every(({ reference }) => !reference.nillable);
}
