// Which rows stand for records that are in the recycle bin.
import type { ResultView } from '../resultView.ts';
import type { Row } from '../rowCache.ts';
import type { EditableCells } from './editableCells.ts';

/** A row and the id of its record. */
export interface RowOfRecord {
  readonly id: string;
  readonly row: Row;
}

export interface DeletedRows {
  /** Whether it was deleted while its row is shown, or its column IsDeleted says so. */
  has(row: RowOfRecord): boolean;
  /** The same, and where the query reads the recycle bin too and does not tell: then only the org knows. */
  mayHave(row: RowOfRecord): boolean;
  /** Whether any row can be deleted: otherwise none has to be looked at. */
  readonly areKnown: boolean;
  add(id: string): void;
  takeOut(id: string): void;
  clear(): void;
}

interface Parts {
  readonly view: Pick<ResultView, 'facts'>;
  readonly cells: Pick<EditableCells, 'columns'>;
}

export function createDeletedRows({ view, cells }: Parts): DeletedRows {
  const here = new Set<string>();
  let facts: ResultView['facts'] | undefined;
  let place = -1;
  /** Of the column IsDeleted. Looked for once: it is asked for with each row that is drawn. */
  const column = (): number => {
    if (facts !== view.facts) {
      facts = view.facts;
      place = facts.columns.findIndex(({ path }) => path.toLowerCase() === 'isdeleted');
    }
    return place;
  };
  const has = ({ id, row }: RowOfRecord) => here.has(id) || row[column()] === true;
  return {
    has,
    mayHave: row => has(row) || (cells.columns.facts.includesDeleted === true && column() < 0),
    get areKnown() {
      return here.size > 0 || column() >= 0;
    },
    add: id => void here.add(id),
    takeOut: id => void here.delete(id),
    clear: () => here.clear(),
  };
}
