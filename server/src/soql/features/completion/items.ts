import type { Missing } from '../../semantics/lookups.ts';
import type { CompletionItem, CompletionList, Documented, TextEdit, TextRange } from '../model.ts';
import { type Caret, marker } from './caret.ts';
import { holdsInOrder, maxItems } from './nameIndex.ts';

/** What a provider says about an item; the rest has a plain default. */
export interface Draft extends Documented {
  readonly label: string;
  readonly kind: CompletionItem['kind'];
  /** Groups of items, the most useful one first; see `order`. */
  readonly group: Group;
  /** The place inside the group; items without rank follow by name. */
  readonly rank?: number;
  readonly detail?: string;
  readonly insertText?: string;
  readonly snippet?: boolean;
  readonly filterText?: string;
  readonly replace?: TextRange;
  readonly additionalEdits?: readonly TextEdit[];
  readonly continues?: boolean;
  readonly deprecated?: boolean;
}

export type Group = 'value' | 'name' | 'relationship' | 'child' | 'function' | 'keyword' | 'snippet' | 'used';

const order: readonly Group[] = ['value', 'name', 'relationship', 'child', 'function', 'keyword', 'snippet', 'used'];

const unranked = Object.fromEntries(order.map((group, index) => [group, `${index}~`])) as Record<Group, string>;

function sortTextOf(group: Group, rank: number | undefined): string {
  return rank === undefined ? unranked[group] : `${order.indexOf(group)}${String(rank).padStart(5, '0')}`;
}

/** A place in a snippet that is selected with the text in it. */
export function placeholder(position: number, text: string): string {
  return `\${${position}:${text}}`;
}

/** As the editor sorts: items of one place by their label. */
export function inOrder(a: CompletionItem, b: CompletionItem): number {
  if (a.sortText !== b.sortText) return a.sortText < b.sortText ? -1 : 1;
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}

/** What the providers append to. */
export class Items {
  readonly #caret: Caret;
  readonly #typed: string;
  readonly #items: CompletionItem[] = [];
  #isCut = false;

  constructor(caret: Caret) {
    this.#caret = caret;
    this.#typed = caret.typed.toLowerCase();
  }

  add(draft: Draft): void {
    const { group, rank, label } = draft;
    if (this.#isCut && !this.#fits(draft)) return;
    // The copy comes first and is whole: V8 is several times slower at one that leaves keys out. 800 fields are usual.
    this.#items.push({
      ...draft,
      insertText: draft.insertText ?? label,
      snippet: draft.snippet ?? false,
      replace: draft.replace ?? this.#caret.replace,
      continues: draft.continues ?? false,
      sortText: sortTextOf(group, rank),
    });
  }

  /**
   * To be called by a provider that left some items out, behind its own. The editor then asks again with each letter, so
   * that what others add from here on need not come where it does not fit.
   */
  cut(): void {
    this.#isCut = true;
  }

  list({ objectList, objects }: Missing): CompletionList {
    const { wordEnd } = this.#caret;
    const missing = { objectList, objects: objects.filter(name => !name.includes(marker)) };
    if (this.#items.length <= maxItems) return { items: this.#items, missing, isIncomplete: this.#isCut, wordEnd };
    const fitting = this.#items.filter(item => this.#fits(item));
    const items = fitting.length <= maxItems ? fitting : fitting.sort(inOrder).slice(0, maxItems);
    return { items, missing, isIncomplete: true, wordEnd };
  }

  /** Whether the editor would show the item for what is typed. */
  #fits({ filterText, label }: Pick<Draft, 'filterText' | 'label'>): boolean {
    return holdsInOrder((filterText ?? label).toLowerCase(), this.#typed);
  }
}
