import { idOf, isRow, type Row } from './cells.ts';

/** What records hold that were read again after their rows had come, by their ids. */
export class Amendments {
  readonly #rows = new Map<string, Row | undefined>();

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  /** @param row what the record holds now; undefined where it is deleted */
  set(id: string, row: Row | undefined): void {
    this.#rows.set(id, row);
  }

  /** The row as it is now. That of a deleted record tells it among its attributes. */
  applied(row: Row): Row {
    const id = idOf(row);
    if (id === null || !this.#rows.has(id)) return row;
    const attributes = isRow(row.attributes) ? row.attributes : {};
    return this.#rows.get(id) ?? { ...row, attributes: { ...attributes, deleted: true } };
  }
}

/** Whether the record of a row is known to be deleted since. */
export const isDeleted = ({ attributes }: Row): boolean => isRow(attributes) && attributes.deleted === true;
