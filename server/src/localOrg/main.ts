import { createWriteStream, openSync, readFileSync, type WriteStream } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { describeOrg } from './admin/announce.ts';
import { readDescribes } from './admin/describeFolder.ts';
import { describeImport, importFiles } from './admin/importFiles.ts';
import { type Options, parseOptions, usage } from './admin/options.ts';
import { defaultStateFolder, prepareStateFolder, removePortFile, writePortFile } from './admin/stateFolder.ts';
import type { Credentials } from './oauth/credentials.ts';
import { type Org, startOrg } from './org.ts';
import type { SchemaOverlay } from './schema/overlayTypes.ts';
import { DatabaseInUseError } from './storage/database.ts';

// The local org as a program: see docs/local-org.md.

// Rows pass through and are let go of. V8 would let the space for new objects grow to three times 32 MB meanwhile, and
// the rest of the heap by several times what is in use: without these bounds a query of many rows takes 100 MB more. Here
// and not on a command line, because there are several ways to start this program.
setFlagsFromString('--heap-growing-percent=20');
setFlagsFromString('--semi-space-growth-factor=1');

const exitCodes = { failed: 1, wrongUsage: 2, alreadyRunning: 3 };

main().catch(error => {
  console.error(error instanceof DatabaseInUseError ? 'already running' : `The local org could not start: ${error}`);
  process.exitCode = error instanceof DatabaseInUseError ? exitCodes.alreadyRunning : exitCodes.failed;
});

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) return;
  const stop = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.resolve());
  const folder = options.memory ? undefined : (options.stateFolder ?? defaultStateFolder());
  const org = await start(options, folder, stop.resolve);
  if (folder !== undefined) writePortFile(folder, org.connection);
  const { access_token: accessToken } = await org.issueTokens();
  const announced = { ...org.connection, accessToken };
  console.log(options.json ? JSON.stringify(announced) : describeOrg(announced));
  await stop.promise;
  if (folder !== undefined) removePortFile(folder);
  await org.close();
}

function readOptions(): Options | undefined {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options !== 'help') return options;
    console.log(usage);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exitCode = exitCodes.wrongUsage;
  }
  return undefined;
}

function start(options: Options, folder: string | undefined, onStopWanted: () => void): Promise<Org> {
  const log = options.logFile === undefined ? undefined : openLog(options.logFile);
  return startOrg({
    databaseFile: folder === undefined ? undefined : prepareStateFolder(folder),
    profile: options.profile,
    overlay: options.schemaOverlay === undefined ? undefined : readOverlay(options.schemaOverlay),
    imported: options.describeFolder === undefined ? [] : readDescribes(options.describeFolder),
    imports: importFiles(options.imports),
    judgeImports: !options.importUnjudged,
    // Beside the line of --json.
    onImported: imported => console.error(describeImport(imported).join('\n')),
    synthetic: { objects: options.objects, rows: options.rows },
    port: options.port,
    credentials: readCredentials(process.env),
    jwtKey: options.jwtKeyFile === undefined ? undefined : readFileSync(options.jwtKeyFile, 'utf8'),
    lease: options.lease,
    onStopWanted,
    onAnswered: entry => log?.write(`${JSON.stringify(entry)}\n`),
    onFault: (errorId, error) => {
      const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (log) log.write(`${JSON.stringify({ errorId, fault })}\n`);
      else console.error(`UNKNOWN_EXCEPTION ${errorId}: ${fault}`);
    },
  });
}

/** From the environment and not from arguments, which every user of the computer can list. */
function readCredentials(env: NodeJS.ProcessEnv): Partial<Credentials> {
  const { LOCAL_ORG_PASSWORD: password, LOCAL_ORG_CLIENT_SECRET: clientSecret } = env;
  return { ...(password && { password }), ...(clientSecret && { clientSecret }) };
}

function readOverlay(file: string): SchemaOverlay {
  return JSON.parse(readFileSync(file, 'utf8')) as SchemaOverlay;
}

/** Opened at once, so that a file that cannot be written is an error at start and not later. */
function openLog(file: string): WriteStream {
  const log = createWriteStream(file, { fd: openSync(file, 'a', 0o600) });
  log.on('error', error => console.error(`The log cannot be written: ${error.message}`));
  return log;
}
