// The parsers that are compared. Each gives a function that says whether it took a query.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export type Accepts = (text: string) => boolean;

export interface Candidate {
  readonly name: string;
  /** What a bundler starts from to tell its size. */
  readonly entry: () => string;
  readonly load: () => Promise<Accepts>;
}

const ROOT = path.join(import.meta.dirname, '../../..');
export const PEERS = path.join(ROOT, 'test/perf/peers');
/** Our parser, bundled by the bench. */
export const OURS = path.join(ROOT, 'out/perf/syntax.mjs');

const requirePeer = createRequire(path.join(PEERS, 'package.json'));
const load = (file: string) => import(pathToFileURL(file).href);

export const CANDIDATES: readonly Candidate[] = [
  {
    name: 'ours',
    entry: () => path.join(ROOT, 'server/src/soql/syntax/parser.ts'),
    load: async () => {
      const { parse } = await load(OURS);
      return text => parse(text, { dialect: 'apex' }).problems.length === 0;
    },
  },
  {
    name: '@jetstreamapp/soql-parser-js',
    entry: () => requirePeer.resolve('@jetstreamapp/soql-parser-js'),
    load: async () => {
      const { parseQuery } = requirePeer('@jetstreamapp/soql-parser-js');
      // It builds its parser anew for each call unless every option is given.
      const options = {
        allowApexBindVariables: true,
        allowPartialQuery: false,
        ignoreParseErrors: false,
        logErrors: false,
      };
      return text => succeeds(() => parseQuery(text, options));
    },
  },
  {
    name: '@salesforce/soql-common',
    entry: () => requirePeer.resolve('@salesforce/soql-common/lib/soql-parser'),
    load: async () => {
      const { SOQLParser } = requirePeer('@salesforce/soql-common/lib/soql-parser');
      const parser = SOQLParser({ isApex: true, isMultiCurrencyEnabled: true, apiVersion: 55 });
      return text => parser.parseQuery(text).getSuccess();
    },
  },
  {
    name: '@apexdevtools/apex-parser',
    entry: () => path.join(PEERS, 'node_modules/@apexdevtools/apex-parser/dist/esm/index.js'),
    load: async () => {
      const { ApexParserFactory } = await load(CANDIDATES[3]!.entry());
      return text => succeeds(() => ApexParserFactory.createParser(`[${text}]`, true).soqlLiteral());
    },
  },
];

function succeeds(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}
