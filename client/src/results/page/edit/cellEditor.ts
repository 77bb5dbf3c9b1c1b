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

export function cellEditorOf(ports: CellEditorPorts): EditorConstructor {
  return class CellEditor implements Editor {
    readonly #args: Place;
    readonly #cell: OpenedCell;
    readonly #control: Control;
    /** What the control makes of the value, before anybody has touched it. */
    readonly #untouched: string;
    #problem: Popup | undefined;

    constructor(args: Place) {
      this.#args = args;
      const { container, item, column } = args;
      this.#cell = ports.open(item as Row, String(column.id));
      const { field, allowed, text, typed } = this.#cell;
      const label = `${field.label} (${field.name})`;
      const commit = () => args.commitChanges();
      this.#control = createControl({ container, field, allowed, text, label, lookup: ports.lookup, commit });
      this.#control.element.addEventListener('keydown', key => this.#keep(key));
      this.#control.element.addEventListener('input', () => this.#forgive());
      this.#untouched = this.#control.text();
      if (typed !== undefined) this.#control.type(typed);
      this.#control.focus();
    }

    init(): void {}

    /** Keys move within the editor; only those that end it are the grid's, and those of its own shortcuts VS Code's. */
    #keep(key: KeyboardEvent): void {
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
      if (this.#args.container.contains(this.#control.element)) return;
      key.preventDefault();
      key.stopPropagation();
      if (key.key === 'Escape') this.#args.cancelChanges();
      else this.#args.commitChanges();
    }

    #forgive(): void {
      this.#problem?.remove();
      this.#problem = undefined;
      this.#control.element.removeAttribute('aria-invalid');
    }

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
      const msg = ports.problem(parsed.problem, field);
      this.#forgive();
      this.#problem = createPopup(this.#args.container, 'edit-problem');
      this.#problem.element.setAttribute('role', 'alert');
      this.#problem.element.textContent = msg;
      this.#problem.place();
      this.#control.element.setAttribute('aria-invalid', 'true');
      return { valid: false, msg };
    }

    destroy(): void {
      this.#problem?.remove();
      this.#control.remove();
    }
  };
}

/** Of VS Code, which hears of a key only where nothing stops it: F1, Ctrl+S, Ctrl+1. Those of a text are the editor's. */
const isShortcut = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  /^F\d+$/.test(key) || ((ctrlKey || metaKey) && /^[^acvxyz]$/i.test(key));
