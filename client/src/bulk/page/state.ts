import type { LoadField, LoadMapping, MappingProblem } from '../../../../server/src/protocol/bulk.ts';
import type { FileColumn, FromMappingPage, MappingWords, NamedObject, ShownReport } from './messages.ts';

/** What the page knows: each message of the editor replaces a part. */
export interface State {
  fileName: string;
  columns: readonly FileColumn[];
  orgName: string;
  objects: readonly NamedObject[];
  fields: readonly LoadField[];
  mapping: LoadMapping | undefined;
  problems: readonly MappingProblem[];
  report: ShownReport | undefined;
  failure: string;
}

export const emptyState = (): State => ({
  fileName: '',
  columns: [],
  orgName: '',
  objects: [],
  fields: [],
  mapping: undefined,
  problems: [],
  report: undefined,
  failure: '',
});

/** What the parts of the page share. */
export interface Page {
  readonly state: State;
  readonly words: MappingWords;
  post(message: FromMappingPage): void;
}

export const byId = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;

/** The field that a column goes to; undefined where it is left out. A title may be the name of anything. */
export const fieldOf = ({ mapping }: State, title: string): string | undefined =>
  (mapping && Object.hasOwn(mapping.columns, title) && mapping.columns[title]) || undefined;

export const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
