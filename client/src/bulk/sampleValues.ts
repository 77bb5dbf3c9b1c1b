// The columns of a file with some of their values. No 'vscode' here.
import type { CsvPreview } from '../../../server/src/protocol/bulk.ts';
import type { FileColumn } from './page/messages.ts';

const MOST_VALUES = 3;
const MOST_LETTERS = 60;

/** The first values of each column that are not empty and differ. */
export const columnsOf = ({ header, sample }: Pick<CsvPreview, 'header' | 'sample'>): readonly FileColumn[] =>
  header.map((title, index) => {
    const values = sample.map(row => row[index] ?? '').filter(value => value.trim() !== '');
    return { title, values: [...new Set(values)].slice(0, MOST_VALUES).map(cut) };
  });

const cut = (value: string): string => (value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS)}…` : value);
