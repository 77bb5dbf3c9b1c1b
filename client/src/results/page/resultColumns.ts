// The columns of a result: those of which object are shown, what is known of them, and how they are laid out. Pure.
import type { RunColumn, RunObject } from '../../../../server/src/protocol/runs.ts';
import { type ColumnFacts, isSortable } from './gridColumns.ts';
import { keptLayout, type Layout, plainLayout } from './layout.ts';
import type { Row } from './rowCache.ts';

const nothing: ColumnFacts = { columns: [], fields: {}, layout: plainLayout([]), sample: [] };

export class ResultColumns {
  #facts = nothing;
  /** Those that a search has found. */
  #objects: readonly RunObject[] = [];
  #chosen: string | undefined;
  /** How the columns of each object are laid out; of all of them under an empty name. Results with the same ones share it. */
  readonly #layouts = new Map<string, Layout>();

  get facts(): ColumnFacts {
    return this.#facts;
  }

  /** The name of the object whose columns are shown; undefined: all are. */
  get chosen(): string | undefined {
    return this.#chosen;
  }

  get object(): RunObject | undefined {
    return this.#objects.find(({ name }) => name === this.#chosen);
  }

  /** Those that can be seen. */
  get shown(): readonly RunColumn[] {
    const own = this.object?.columns;
    const { columns } = this.#facts;
    return own ? columns.filter(({ path }) => own.includes(path)) : columns;
  }

  get shownPaths(): readonly string[] {
    return this.shown.map(({ path }) => path);
  }

  canSort(path: string): boolean {
    return this.#facts.columns.some(column => column.path === path && isSortable(column));
  }

  setObjects(objects: readonly RunObject[]): void {
    this.#objects = objects;
  }

  /** The columns of the result have come. */
  setColumns(columns: readonly RunColumn[]): void {
    this.#facts = { ...this.#facts, columns };
  }

  setFields(fields: ColumnFacts['fields']): void {
    this.#facts = { ...this.#facts, fields };
  }

  /** Widths are chosen by some of these rows: fewer where there are many columns, so that it takes no time that one notices. */
  sample(row: (index: number) => Row | undefined, start: number, end: number): void {
    const rows = Math.min(end - start, this.#facts.columns.length > 100 ? 20 : 100);
    const sample = Array.from({ length: rows }, (_, index) => row(start + index)).filter(one => one !== undefined);
    this.#facts = { ...this.#facts, sample };
  }

  setLayout(layout: Layout): void {
    this.#layouts.set(this.#chosen ?? '', layout);
    this.#facts = { ...this.#facts, layout };
  }

  /** Shows the columns of an object, as they were laid out before; without one those of all. */
  choose(object: string | undefined): void {
    this.#chosen = object;
    this.setFields({});
    this.setLayout(keptLayout(this.#layouts.get(object ?? ''), this.shown));
  }

  /** Another result. */
  clear(): void {
    this.#facts = nothing;
    this.#objects = [];
    this.#chosen = undefined;
  }
}
