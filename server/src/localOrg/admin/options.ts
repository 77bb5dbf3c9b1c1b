import { parseArgs } from 'node:util';
import { mostSyntheticObjects } from '../schema/synthetic/objects.ts';

/** What the command line asks for. */
export interface Options {
  /** Undefined: the usual folder of this user. */
  readonly stateFolder: string | undefined;
  readonly memory: boolean;
  /** Undefined: the port of the last time, else any free one. */
  readonly port: number | undefined;
  readonly profile: 'sample' | 'test';
  /** Made-up objects. */
  readonly objects: number;
  /** Rows that the made-up objects share. */
  readonly rows: number;
  /** Holds sobject describes of a real org, a file of JSON each. */
  readonly describeFolder: string | undefined;
  /** Files of CSV, and folders of them. */
  readonly imports: readonly string[];
  /** Validation and duplicate rules let all imported records pass. */
  readonly importUnjudged: boolean;
  readonly schemaOverlay: string | undefined;
  /** PEM file. */
  readonly jwtKeyFile: string | undefined;
  readonly lease: boolean;
  readonly json: boolean;
  readonly logFile: string | undefined;
}

export const usage = `Usage: salesforce-local-org [options]

Runs a Salesforce org on this computer, for development and tests.

  --state-dir DIR        keep data and tokens in DIR (default: a folder of this user)
  --memory               keep nothing: the org is gone when the process ends
  --port N               listen on port N (default: the port of the last time, else a free one)
  --profile NAME         data for a new org: sample (default) or test
  --objects N            add N made-up objects, one of them with 800 fields
  --rows N               fill the made-up objects with N rows
  --describe DIR         add the objects and fields of a real org: DIR holds its sobject describes as JSON
  --import PATH          add the records of a file of CSV named as its object, or of a folder of them; may be repeated
  --import-unjudged      let validation and duplicate rules pass what --import brings
  --schema OVERLAY.json  change describe flags of objects and fields
  --jwt-key PUBLIC.pem   let LocalOrgIntegration sign in by JWT bearer, checked with this key
  --lease                end 5 seconds after the last lease on this org is given back
  --json                 print the address, the user and a token as one line of JSON
  --log FILE             append a line of JSON for each request to FILE
  --help                 show this text

Exit codes: 0 stopped, 1 failed, 2 wrong usage, 3 already running.`;

/** Reads the arguments after the program's name. Throws a TypeError that says what is wrong with them. */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'state-dir': { type: 'string' },
      memory: { type: 'boolean', default: false },
      port: { type: 'string' },
      profile: { type: 'string', default: 'sample' },
      objects: { type: 'string', default: '0' },
      rows: { type: 'string', default: '0' },
      describe: { type: 'string' },
      import: { type: 'string', multiple: true, default: [] },
      'import-unjudged': { type: 'boolean', default: false },
      schema: { type: 'string' },
      'jwt-key': { type: 'string' },
      lease: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      log: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const { profile, memory, lease, json } = values;
  if (profile !== 'sample' && profile !== 'test') throw new TypeError(`There is no profile '${profile}'`);
  if (memory && values['state-dir'] !== undefined) throw new TypeError('--memory and --state-dir exclude each other');
  const objects = parseCount(values.objects, '--objects', mostSyntheticObjects);
  const rows = parseCount(values.rows, '--rows', mostRows);
  if (rows > 0 && objects === 0) throw new TypeError('--rows needs --objects');
  return {
    stateFolder: values['state-dir'],
    memory,
    port: values.port === undefined ? undefined : parsePort(values.port),
    profile,
    objects,
    rows,
    describeFolder: values.describe,
    imports: values.import,
    importUnjudged: values['import-unjudged'],
    schemaOverlay: values.schema,
    jwtKeyFile: values['jwt-key'],
    lease,
    json,
    logFile: values.log,
  };
}

const mostRows = 100_000_000;

function parseCount(text: string, option: string, most: number): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= most) return count;
  throw new TypeError(`${option} takes a number from 0 to ${most}`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new TypeError(`'${text}' is not a port`);
  return port;
}
