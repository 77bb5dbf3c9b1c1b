// SlickGrid's side of editing a cell: it makes one of these when a cell is opened.
import type { Editor, EditorConstructor, EditorValidationResult } from 'slickgrid';
import type { EditField, EditValue } from '../../../../../server/src/protocol/edits.ts';
import type { Row } from '../rowCache.ts';
import { type Control, createControl } from './controls.ts';
import type { LookupPort } from './lookup.ts';
import { createPopup, type Popup } from './popup.ts';
import { parseValue, type ValueProblem, withLineBreaksOf } from './values.ts';

/** What is known of the cell that is opened. */
export interface OpenedCell {
  readonly field: EditField;
  readonly allowed: readonly EditValue[];
  readonly text: string;
  /** What the user began to type, if that opened it. */
  readonly typed: string | undefined;
}

/** What is used of SlickGrid's arguments. */
interface Place {
  /** The cell. */
  readonly container: HTMLElement;
  readonly item: unknown;
  readonly column: { readonly id: string | number };
  readonly commitChanges: () => void;
  readonly cancelChanges: () => void;
}

export interface CellEditorPorts {
  open(row: Row, path: string): OpenedCell;
  readonly lookup: LookupPort;
  /** In words. */
  problem(problem: ValueProblem, field: EditField): string;
}

/** What SlickGrid can make an editor with: it hands over the place alone. */
export const cellEditorOf = (ports: CellEditorPorts): EditorConstructor =>
  class extends CellEditor {
    constructor(place: Place) {
      super(place, ports);
    }
  };

class CellEditor implements Editor {
  readonly #place: Place;
  readonly #ports: CellEditorPorts;
  readonly #cell: OpenedCell;
  readonly #control: Control;
  /** What the control makes of the value, before anybody has touched it. */
  readonly #untouched: string;
  #problem: Popup | undefined;

  constructor(place: Place, ports: CellEditorPorts) {
    this.#place = place;
    this.#ports = ports;
    const { container, item, column } = place;
    this.#cell = ports.open(item as Row, String(column.id));
    const { field, allowed, text, typed } = this.#cell;
    const label = `${field.label} (${field.name})`;
    const commit = () => place.commitChanges();
    this.#control = createControl({ container, field, allowed, text, label, lookup: ports.lookup, commit });
    this.#control.element.addEventListener('keydown', key => this.#onKey(key));
    this.#control.element.addEventListener('input', () => this.#forgive());
    this.#untouched = this.#control.text();
    if (typed !== undefined) this.#control.type(typed);
    this.#control.focus();
  }

  init(): void {}

  focus(): void {
    this.#control.focus();
  }

  position(): void {
    this.#control.place();
    this.#problem?.place();
  }

  loadValue(): void {}

  serializeValue(): string {
    return withLineBreaksOf(this.#cell.text, this.#control.text());
  }

  applyValue(): void {}

  isValueChanged(): boolean {
    return this.#control.text() !== this.#untouched;
  }

  validate(): EditorValidationResult {
    const { field, allowed } = this.#cell;
    const parsed = parseValue(this.serializeValue(), field, allowed);
    if ('value' in parsed) return { valid: true, msg: null };
    const msg = this.#ports.problem(parsed.problem, field);
    this.#blame(msg);
    return { valid: false, msg };
  }

  destroy(): void {
    this.#problem?.remove();
    this.#control.remove();
  }

  /** Keys move within the editor; only those that end it are the grid's, and those of its own shortcuts VS Code's. */
  #onKey(key: KeyboardEvent): void {
    if (isShortcut(key)) return;
    // While an input method composes, Enter takes its proposal.
    const isEnd =
      !key.isComposing &&
      (key.key === 'Escape' || key.key === 'Tab' || (key.key === 'Enter' && !key.shiftKey && !key.altKey));
    if (!isEnd) {
      key.stopPropagation();
      return;
    }
    // What lies outside of the cell is not below the grid.
    if (this.#place.container.contains(this.#control.element)) return;
    key.preventDefault();
    key.stopPropagation();
    if (key.key === 'Escape') this.#place.cancelChanges();
    else this.#place.commitChanges();
  }

  #blame(problem: string): void {
    this.#forgive();
    this.#problem = createPopup(this.#place.container, 'edit-problem');
    this.#problem.element.setAttribute('role', 'alert');
    this.#problem.element.textContent = problem;
    this.#problem.place();
    this.#control.element.setAttribute('aria-invalid', 'true');
  }

  #forgive(): void {
    this.#problem?.remove();
    this.#problem = undefined;
    this.#control.element.removeAttribute('aria-invalid');
  }
}

/** Of VS Code, which hears of a key only where nothing stops it: F1, Ctrl+S, Ctrl+1. Those of a text are the editor's. */
const isShortcut = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  /^F\d+$/.test(key) || ((ctrlKey || metaKey) && /^[^acvxyz]$/i.test(key));
