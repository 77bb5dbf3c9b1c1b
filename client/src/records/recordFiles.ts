// Records as files of the scheme `sf-record`: opening one reads the record, saving it writes what was changed.
import * as vscode from 'vscode';
import {
  createRecord,
  describeNewRecord,
  type RecordChange,
  type RecordItem,
  readRecord,
  saveRecords,
} from '../../../server/src/protocol/records.ts';
import { ProblemError, problemOf } from '../host/problem.ts';
import { textTabsOf } from '../host/tabs.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg, OrgRegistry } from '../orgs/registry.ts';
import { confirmChanges, confirmNew, confirmWrite } from './confirm.ts';
import { createAnyway, saveAnyway } from './duplicates.ts';
import { recordSchema, recordTypesIn } from './recordSchema.ts';
import { emptyRequired, modifiedOf, recordEdit, recordText, titleOf } from './recordText.ts';
import { NEW_RECORD, placeOfRecord, RECORD_SCHEME, recordUri, SCHEMA_SCHEME, schemaUri } from './recordUri.ts';
import { OpenTypePicklists } from './typePicklists.ts';

interface Ports {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
}

interface OpenRecord {
  readonly record: RecordItem;
  readonly content: Uint8Array;
  readonly modifiedAt: number;
  /** Whether the editor has not taken this text yet: the next read needs no call. */
  isFresh: boolean;
}

export class RecordFiles implements vscode.FileSystemProvider {
  readonly #ports: Ports;
  readonly #open = new Map<string, OpenRecord>();
  /** Documents of new records whose record is there now. */
  readonly #created = new Map<string, vscode.Uri>();
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;
  readonly #schemaChanges = new vscode.EventEmitter<vscode.Uri>();
  readonly #picklists: OpenTypePicklists;

  constructor(ports: Ports) {
    this.#ports = ports;
    const onLoaded = (org: string, object: string) => {
      for (const isNew of [false, true]) this.#schemaChanges.fire(schemaUri(org, object, isNew));
    };
    this.#picklists = new OpenTypePicklists({ service: ports.service, onLoaded });
  }

  register(): vscode.Disposable {
    const { registerFileSystemProvider, registerTextDocumentContentProvider } = vscode.workspace;
    return vscode.Disposable.from(
      this.#changes,
      this.#schemaChanges,
      registerFileSystemProvider(RECORD_SCHEME, this, { isCaseSensitive: true }),
      registerTextDocumentContentProvider(SCHEMA_SCHEME, {
        onDidChange: this.#schemaChanges.event,
        provideTextDocumentContent: uri => this.#schemaText(uri),
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#wantTypes(document)),
      // Only now has the editor noted the text that it saved; the record has new dates.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        const created = this.#created.get(uri.toString());
        this.#created.delete(uri.toString());
        if (created) return showInstead(uri, created);
        if (this.#open.get(uri.toString())?.isFresh) this.#changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
        return undefined;
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#open.delete(uri.toString())),
    );
  }

  /** The record behind an open document. */
  record(uri: vscode.Uri): RecordItem | undefined {
    return this.#open.get(uri.toString())?.record;
  }

  /** The record is another one than before: an editor that still shows it reads it again. */
  forget(uri: vscode.Uri): void {
    if (this.#open.delete(uri.toString())) this.#changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  /** Reads a record before an editor does, whose own words for a failure hide ours. Throws what reading it fails with. */
  async read(uri: vscode.Uri): Promise<void> {
    if (!this.#open.has(uri.toString())) await this.#load(uri);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { content, modifiedAt } = this.#open.get(uri.toString()) ?? (await inWords(this.#load(uri)));
    return { type: vscode.FileType.File, ctime: 0, mtime: modifiedAt, size: content.length };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const known = this.#open.get(uri.toString());
    const read = known?.isFresh ? known : await inWords(this.#load(uri));
    read.isFresh = false;
    return read.content;
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const { record } = this.#open.get(uri.toString()) ?? (await inWords(this.#load(uri)));
    const edit = recordEdit(record, new TextDecoder().decode(content), vscode.l10n);
    if ('problem' in edit) throw vscode.FileSystemError.Unavailable(edit.problem);
    const org = await inWords(this.#orgOf(uri));
    if (!record.id) return this.#create(uri, org, record, edit.fields);
    if (Object.keys(edit.fields).length === 0) return;
    if (!(await confirmChanges(org, titleOf(record).join(' '), edit.before, edit.fields))) throw notSaved();
    await this.#save(org, record, edit);
    await inWords(this.#load(uri));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  async #load(uri: vscode.Uri): Promise<OpenRecord> {
    const { object, id } = placeOfRecord(uri);
    const org = await this.#orgOf(uri);
    const { service } = this.#ports;
    const place = { org: org.key, object };
    const asked =
      id === NEW_RECORD ? service.request(describeNewRecord, place) : service.request(readRecord, { ...place, id });
    const record = await asked;
    const schema = schemaUri(org.key, record.object, record.id === '').toString();
    const text = recordText(record, org.name, schema, vscode.l10n);
    this.#picklists.want(org.key, record.object, recordTypesIn(record, text));
    const before = this.#open.get(uri.toString())?.modifiedAt ?? 0;
    const modifiedAt = Math.max(before + 1, Date.parse(modifiedOf(record) ?? '') || 1);
    const loaded = { record, content: new TextEncoder().encode(text), modifiedAt, isFresh: true };
    this.#open.set(uri.toString(), loaded);
    return loaded;
  }

  async #create(
    uri: vscode.Uri,
    org: ConnectedOrg,
    record: RecordItem,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { object, label } = record;
    if (!(await confirmNew(org, label, fields, emptyRequired(record, fields)))) throw notSaved();
    const send = (allowDuplicates: boolean) =>
      this.#ports.service.request(createRecord, { org: org.key, object, fields, allowDuplicates });
    const made = await inWords(createAnyway(org, send));
    if (!made) throw notSaved();
    this.#created.set(uri.toString(), recordUri(org.key, object, made.id));
  }

  async #save(
    org: ConnectedOrg,
    record: RecordItem,
    edit: { readonly fields: Readonly<Record<string, unknown>>; readonly before: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    const { object, id } = record;
    const modified = modifiedOf(record);
    const seen = { before: edit.before, ...(modified && { modified }) };
    const save = async (changes: readonly RecordChange[], allowDuplicates: boolean) =>
      (await this.#ports.service.request(saveRecords, { org: org.key, changes, allowDuplicates })).outcomes;
    const send = async (more: object) =>
      (await inWords(saveAnyway(org, [{ object, id, fields: edit.fields, ...more }], save)))[0];
    let outcome = await send(seen);
    if (outcome?.state === 'conflict') {
      if (!(await confirmOverwrite(org, record, outcome.current, edit.fields))) throw notSaved();
      outcome = await send({});
    }
    if (outcome?.state === 'failed' || outcome?.state === 'unknown') {
      throw vscode.FileSystemError.Unavailable(`${outcome.message} (${outcome.code})`);
    }
    if (outcome?.state !== 'saved') throw notSaved();
  }

  async #orgOf(uri: vscode.Uri): Promise<ConnectedOrg> {
    const { registry } = this.#ports;
    await registry.reload();
    const org = registry.orgs.find(({ key }) => key === placeOfRecord(uri).org);
    if (org) return org;
    const message = vscode.l10n.t('The org of this record is not connected. Connect it again.');
    throw new ProblemError({ code: 'UNKNOWN_ORG', message });
  }

  /** The user may have written another record type, which has values of its own. */
  #wantTypes(document: vscode.TextDocument): void {
    const record = document.uri.scheme === RECORD_SCHEME ? this.record(document.uri) : undefined;
    if (!record) return;
    const { org } = placeOfRecord(document.uri);
    const types = recordTypesIn(record, document.getText());
    const others = types.filter(type => !this.#picklists.wasAsked(org, record.object, type));
    this.#picklists.want(org, record.object, others);
  }

  async #schemaText(uri: vscode.Uri): Promise<string> {
    const wanted = uri.toString();
    for (const [opened, { record }] of this.#open) {
      const { org } = placeOfRecord(vscode.Uri.parse(opened));
      if (schemaUri(org, record.object, record.id === '').toString() === wanted) {
        return JSON.stringify(recordSchema(record, await this.#picklists.known(org, record.object), vscode.l10n));
      }
    }
    return '{}';
  }
}

async function showInstead(template: vscode.Uri, record: vscode.Uri): Promise<void> {
  const { org, object, id } = placeOfRecord(record);
  // As a command it reports its own failure.
  await vscode.commands.executeCommand('salesforceWorkbench.openRecord', { org, type: object, id });
  await vscode.window.tabGroups.close(textTabsOf(template));
}

function confirmOverwrite(
  org: ConnectedOrg,
  record: RecordItem,
  current: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const lines = Object.keys(fields).map(name =>
    vscode.l10n.t('{0}: there {1}, yours {2}', name, JSON.stringify(current[name]), JSON.stringify(fields[name])),
  );
  const question = vscode.l10n.t(
    'Somebody has changed {0} in {1} since you opened it. Overwrite?',
    titleOf(record).join(' '),
    org.name,
  );
  return confirmWrite(org, question, lines.join('\n'), vscode.l10n.t('Overwrite'));
}

/** What a file system throws is shown by the editor, with its message. */
async function inWords<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    throw vscode.FileSystemError.Unavailable(problemOf(error)?.message ?? '');
  }
}

const notSaved = () => vscode.FileSystemError.Unavailable(vscode.l10n.t('Nothing was written to the org.'));
