// Excel workbooks, written row by row. https://ecma-international.org/publications-and-standards/standards/ecma-376/
import { strToU8, Zip, ZipPassThrough } from 'fflate';
import type { FullCell } from '../store/cells.ts';
import type { Column } from '../store/columns.ts';
import { RowReader } from '../store/rowReader.ts';
import { DeflatedFile } from './deflatedFile.ts';
import type { Writer } from './formats.ts';

/** What Excel takes of a sheet, titles included, and of a cell. */
const mostRows = 1_048_576;
const mostCharacters = 32_767;

const worksheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const office = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * Cells have types: a text can never become a formula. A sheet ends where Excel's does, and the next one goes on; texts
 * longer than Excel takes are cut.
 */
export function xlsxWriter(columns: readonly Column[]): Writer {
  const titles = columns.map(column => column.path);
  const reader = new RowReader(titles);
  const { zip, take } = collectedZip();
  const sheets = sheetsIn(zip, titles);
  return {
    opening: take(),
    rows(page) {
      for (let row = 0; row < page.rows; ) {
        if (sheets.room === 0) sheets.next();
        const from = row;
        const end = Math.min(page.rows, from + sheets.room);
        let text = '';
        for (; row < end; row++) {
          reader.read(page, row);
          text += rowText(columns.map((_, column) => reader.cell(column)));
        }
        sheets.add(text, end - from);
      }
      return take();
    },
    closing() {
      sheets.close();
      for (const [name, text] of Object.entries(partsOf(sheets.count))) {
        const part = new ZipPassThrough(name);
        zip.add(part);
        part.push(strToU8(head + text), true);
      }
      zip.end();
      return take();
    },
  };
}

/** A zip file whose bytes are taken as they come. */
function collectedZip() {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    made.push(bytes);
  });
  const take = (): Uint8Array => {
    const bytes = Buffer.concat(made);
    made = [];
    return bytes;
  };
  return { zip, take };
}

/** Sheets one after the other, the first one open. Each begins with the titles. */
function sheetsIn(zip: Zip, titles: readonly string[]) {
  let count = 0;
  let rows = 0;
  const open = (): DeflatedFile => {
    const file = new DeflatedFile(`xl/worksheets/sheet${++count}.xml`);
    zip.add(file);
    file.push(`${head}<worksheet xmlns="${worksheet}"><sheetData>${rowText(titles)}`);
    rows = 1;
    return file;
  };
  const close = (): void => file.push('</sheetData></worksheet>', true);
  let file = open();
  return {
    get count() {
      return count;
    },
    /** How many rows the sheet still takes. */
    get room() {
      return mostRows - rows;
    },
    add(text: string, added: number): void {
      file.push(text);
      rows += added;
    },
    next(): void {
      close();
      file = open();
    },
    close,
  };
}

const rowText = (cells: readonly FullCell[]): string => `<row>${cells.map(cellText).join('')}</row>`;

function cellText(cell: FullCell): string {
  if (cell === null || cell === undefined || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c t="b"><v>${Number(cell)}</v></c>`;
  if (typeof cell === 'object') return `<c><v>${cell.totalSize}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** XML has no place for most control characters and for halves of surrogate pairs. */
function escaped(text: string): string {
  const cut = text.length > mostCharacters ? text.slice(0, mostCharacters) : text;
  if (!/[^ !#-%'-;=?-~]/.test(cut)) return cut;
  return cut
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** What a workbook has besides its sheets. */
function partsOf(sheets: number): Record<string, string> {
  const each = (part: (number: number) => string) =>
    Array.from({ length: sheets }, (_, index) => part(index + 1)).join('');
  const override = (name: string, type: string) =>
    `<Override PartName="/${name}" ContentType="${office}.${type}+xml"/>`;
  return {
    '[Content_Types].xml':
      `<Types xmlns="${contentTypes}">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      override('xl/workbook.xml', 'sheet.main') +
      `${each(number => override(`xl/worksheets/sheet${number}.xml`, 'worksheet'))}</Types>`,
    '_rels/.rels':
      `<Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" ` +
      `Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `<workbook xmlns="${worksheet}" xmlns:r="${relationships}"><sheets>` +
      `${each(number => `<sheet name="Rows ${number}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${packageRelationships}">` +
      `${each(number => `<Relationship Id="rId${number}" Type="${relationships}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}` +
      '</Relationships>',
  };
}
