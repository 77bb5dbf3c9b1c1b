// Which columns of the result can be written, and to which org: what the panel says of them.
import type { EditField, ReadOnlyReason } from '../../../../../server/src/protocol/edits.ts';
import type { Conversation } from '../conversation.ts';
import type { Answer } from '../messages.ts';

interface Parts {
  readonly ask: Conversation['ask'];
  readonly report: (error: unknown) => void;
}

const nothing: Answer<'editColumns'> = { columns: {} };

export class EditColumns {
  readonly #parts: Parts;
  #facts = nothing;
  /** Of changes that were kept. */
  #keptOrg: string | undefined;
  #loading: Promise<void> | undefined;
  #lastLoad = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get facts(): Answer<'editColumns'> {
    return this.#facts;
  }

  /** The org that changes go to: of the rows, or of changes that are here before the rows are. */
  get org(): string | undefined {
    return this.#facts.org ?? this.#keptOrg;
  }

  /** Undefined once the columns are known, or cannot be. */
  get loading(): Promise<void> | undefined {
    return this.#loading;
  }

  /** @param org of changes that were kept */
  restore(org: string | undefined): void {
    this.#keptOrg = org;
  }

  /** Another result, whose columns are asked about. */
  load(paths: readonly string[]): void {
    const { ask, report } = this.#parts;
    const mine = ++this.#lastLoad;
    const loaded = (facts: Answer<'editColumns'>) => {
      if (mine !== this.#lastLoad) return;
      this.#facts = facts;
      this.#loading = undefined;
    };
    this.#loading = ask('editColumns', { columns: paths }).then(loaded, error => {
      loaded(nothing);
      report(error);
    });
  }

  clear(): void {
    this.#lastLoad++;
    this.#loading = undefined;
    this.#facts = nothing;
    this.#keptOrg = undefined;
  }

  field(path: string): EditField | undefined {
    const column = this.#facts.columns[path];
    return column && 'field' in column ? column.field : undefined;
  }

  /** The label and the type of a field, by its name. */
  byName(name: string): Pick<EditField, 'label' | 'type'> {
    const found = Object.values(this.#facts.columns).find(one => 'field' in one && one.field.name === name);
    return found && 'field' in found ? found.field : { label: name, type: 'string' };
  }

  /** Whether the rows are records that can be written, whatever their columns. */
  get areRecords(): boolean {
    const columns = Object.values(this.#facts.columns);
    return this.#facts.org !== undefined && columns.some(one => !('why' in one && ofWholeRows.has(one.why)));
  }

  /** Why no cell of the column can be edited; undefined where some can. */
  readOnly(path: string): ReadOnlyReason | undefined {
    const column = this.#facts.columns[path];
    if (!this.#facts.org || !column) return 'unknown';
    return 'why' in column ? column.why : undefined;
  }
}

/** Reasons that hold for every column of a result. */
const ofWholeRows: ReadonlySet<ReadOnlyReason> = new Set(['aggregate', 'search', 'tooling', 'unknown']);
