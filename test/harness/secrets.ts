// No secret may lie where others could come by it: the files and the command lines that a test run leaves are searched.
import fs from 'node:fs';
import path from 'node:path';

/** As the local org makes them; each is long enough not to be a placeholder of a test. */
const SHAPES: readonly (readonly [what: string, shape: RegExp])[] = [
  ['an access token', /00D\w{12,15}!AQ[\w.]{60,}/],
  ['a refresh token', /5Aep[\w.]{60,}/],
  ['an authorization code', /aPrx[\w.]{48,}/],
  ['a private key', /-----BEGIN (?:\w+ )?PRIVATE KEY-----\s+[\w+/]{40}/],
];

/** What the files that belong to a running local org say of it. */
const PORT_FILE = 'local-org.json';

/**
 * Where secrets may lie: the file that tells its user how to reach the local org, the script that a test puts in the place
 * of `sf`, and the profile of the browser, where VS Code in a browser keeps its secrets.
 */
const ALLOWED = /(?:^|\/)(?:local-org\.json|sf|playwright_chromium[^/]*\/.*)$/;
/** And keys: the user's own file, and the database of a local org, which signs its id tokens. */
const KEYS_ALLOWED = /\.pem$|(?:^|\/)org\.sqlite(?:-wal)?$/;

interface Secret {
  readonly what: string;
  readonly value: string;
  /** The state folder of the local org that it opens; that org keeps it there. */
  readonly home: string;
}

/** The secrets that lie in files below the folder, each as `FILE: what`. */
export function secretsBelow(folder: string): string[] {
  const files = filesBelow(folder);
  const secrets = files.filter(file => path.basename(file) === PORT_FILE).flatMap(secretsOf);
  return files.flatMap(file => {
    const shapes = shapesFor(path.relative(folder, file).replaceAll(path.sep, '/'));
    const known = secrets.filter(({ home }) => path.dirname(file) !== home);
    const found = new Set<string>();
    for (const text of pieces(file)) {
      for (const [what, shape] of shapes) if (shape.test(text)) found.add(what);
      for (const { what, value } of known) if (text.includes(value)) found.add(what);
    }
    return [...found].map(what => `${path.relative(folder, file)}: ${what}`);
  });
}

/** The command lines that hold a secret. */
export function secretsIn(commands: Iterable<string>): string[] {
  return [...commands].filter(command => SHAPES.some(([, shape]) => shape.test(command)));
}

function shapesFor(file: string): typeof SHAPES {
  if (ALLOWED.test(file)) return [];
  return KEYS_ALLOWED.test(file) ? SHAPES.filter(([what]) => what !== 'a private key') : SHAPES;
}

/** Links are not followed, as `readdir` by itself would: the extension is one, in the folder of a window. */
function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return entry.isFile() ? [file] : [];
  });
}

function secretsOf(file: string): Secret[] {
  const org = JSON.parse(fs.readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  return ['password', 'clientSecret', 'adminToken'].flatMap(name => {
    const value = org[name];
    return typeof value === 'string' ? [{ what: `${name} of a local org`, value, home: path.dirname(file) }] : [];
  });
}

const PIECE = 8 * 1024 * 1024;
const OVERLAP = 4 * 1024;

/** The file as text of one byte a character; secrets are ASCII. What spans two pieces lies whole in one of them. */
function* pieces(file: string): Generator<string> {
  const descriptor = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(PIECE);
    for (let start = 0; ; start += PIECE - OVERLAP) {
      const length = fs.readSync(descriptor, buffer, 0, PIECE, start);
      yield buffer.toString('latin1', 0, length);
      if (length < PIECE) return;
    }
  } finally {
    fs.closeSync(descriptor);
  }
}
