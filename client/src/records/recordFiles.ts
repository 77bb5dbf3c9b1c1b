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
import { problemOf } from '../host/problem.ts';
import type { TextTab } from '../host/tabs.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg, OrgRegistry } from '../orgs/registry.ts';
import { confirmChanges, confirmNew, confirmOverwrite } from './confirm.ts';
import { createAnyway, saveAnyway } from './duplicates.ts';
import { orgOfRecord } from './recordOrg.ts';
import { recordSchema, recordTypesIn } from './recordSchema.ts';
import { showInstead, showRecord, tabsOf } from './recordTabs.ts';
import { emptyRequired, modifiedOf, recordEdit, recordText, recordTitle, titleOf } from './recordText.ts';
import {
  isSameRecord,
  NEW_RECORD,
  placeOfRecord,
  RECORD_SCHEME,
  type RecordPlace,
  recordUri,
  SCHEMA_SCHEME,
  schemaUri,
} from './recordUri.ts';
import { OpenTypePicklists } from './typePicklists.ts';

interface Ports {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  /** Tells the user of what fails beside commands. */
  readonly onError: (error: unknown) => void;
}

interface Address {
  readonly uri: vscode.Uri;
  /** Where tabs show the record by another name. */
  readonly outdated: readonly vscode.Uri[];
}

interface OpenRecord {
  readonly record: RecordItem;
  /** Where it would be opened now: a record may have got another name. */
  readonly address: vscode.Uri;
  readonly content: Uint8Array;
  readonly modifiedAt: number;
  /** Whether the editor has not taken this text yet: the next read needs no call. */
  isFresh: boolean;
}

export class RecordFiles implements vscode.FileSystemProvider {
  readonly #ports: Ports;
  readonly #open = new Map<string, OpenRecord>();
  /** Documents of new records whose record is there now. */
  readonly #created = new Map<string, RecordPlace>();
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
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.#saved(uri).catch(this.#ports.onError)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#open.delete(uri.toString())),
    );
  }

  /** The record behind an open document; undefined while its text is one that VS Code has kept over a restart. */
  record(uri: vscode.Uri): RecordItem | undefined {
    return this.#open.get(uri.toString())?.record;
  }

  /** The record behind a document, read where that was not yet. Throws what reading it fails with. */
  async read(uri: vscode.Uri): Promise<RecordItem> {
    return (this.#open.get(uri.toString()) ?? (await this.#load(uri))).record;
  }

  /** The record is another one than before: an editor that still shows it reads it again. */
  forget(place: RecordPlace): void {
    const uris = [...this.#open.keys()].map(key => vscode.Uri.parse(key));
    for (const uri of uris.filter(one => isSameRecord(placeOfRecord(one), place))) {
      this.#open.delete(uri.toString());
      this.#changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    }
  }

  /**
   * Where to open a record: where it is open already, so that no record is open twice. It is read before an editor does
   * so, whose own words for a failure hide ours. Throws what reading it fails with.
   */
  async addressOf(place: RecordPlace): Promise<Address> {
    const open = await this.#addressIn(tabsOf(place));
    if (open) return open;
    const read = await this.#read(place);
    // It may have been asked for by another object, or have been opened meanwhile.
    const opened = await this.#addressIn(tabsOf(placeOfRecord(read.address)));
    return opened ?? { uri: this.#keep(read.address, read).address, outdated: [] };
  }

  /** @param tabs of one record */
  async #addressIn(tabs: readonly TextTab[]): Promise<Address | undefined> {
    const shown = tabs[0]?.uri;
    if (!shown) return undefined;
    const read = this.#open.get(shown.toString()) ?? (await this.#load(shown));
    const isCurrent = shown.toString() === read.address.toString();
    if (isCurrent || tabs.some(({ tab }) => tab.isDirty)) return { uri: shown, outdated: [] };
    this.#keep(read.address, { ...read, isFresh: true });
    return { uri: read.address, outdated: tabs.map(({ uri }) => uri) };
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
    const org = await inWords(this.#orgOf(placeOfRecord(uri)));
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

  /** Only now has the editor noted the text that it saved; the record has new dates, and may have another name. */
  async #saved(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const created = this.#created.get(key);
    this.#created.delete(key);
    const saved = this.#open.get(key);
    if (created) return showInstead(uri, created);
    if (!saved?.isFresh) return;
    const isActive = vscode.window.activeTextEditor?.document.uri.toString() === key;
    if (isActive && key !== saved.address.toString()) await showRecord(placeOfRecord(uri));
    // Also where it is still shown by the name before.
    this.#changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async #load(uri: vscode.Uri): Promise<OpenRecord> {
    return this.#keep(uri, await this.#read(placeOfRecord(uri)));
  }

  #keep(uri: vscode.Uri, read: OpenRecord): OpenRecord {
    const before = this.#open.get(uri.toString())?.modifiedAt ?? 0;
    const kept = { ...read, modifiedAt: Math.max(before + 1, read.modifiedAt) };
    this.#open.set(uri.toString(), kept);
    return kept;
  }

  async #read({ object, id, ...place }: RecordPlace): Promise<OpenRecord> {
    const org = await this.#orgOf(place);
    const { service } = this.#ports;
    const asked = { org: org.key, object };
    const record = await (id === NEW_RECORD
      ? service.request(describeNewRecord, asked)
      : service.request(readRecord, { ...asked, id }));
    const schema = schemaUri(org.key, record.object, record.id === '').toString();
    const text = recordText(record, org.name, schema, vscode.l10n);
    this.#picklists.want(org.key, record.object, recordTypesIn(record, text));
    const itself = { org: org.key, object: record.object, id: record.id || NEW_RECORD };
    const address = recordUri(itself, recordTitle(record, vscode.l10n));
    const modifiedAt = Date.parse(modifiedOf(record) ?? '') || 1;
    return { record, address, content: new TextEncoder().encode(text), modifiedAt, isFresh: true };
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
    this.#created.set(uri.toString(), { org: org.key, object, id: made.id });
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
      if (!(await confirmOverwrite(org, titleOf(record).join(' '), outcome.current, edit.fields))) throw notSaved();
      outcome = await send({});
    }
    if (outcome?.state === 'failed' || outcome?.state === 'unknown') {
      throw vscode.FileSystemError.Unavailable(`${outcome.message} (${outcome.code})`);
    }
    if (outcome?.state !== 'saved') throw notSaved();
  }

  async #orgOf(place: Pick<RecordPlace, 'org'>): Promise<ConnectedOrg> {
    const { registry } = this.#ports;
    await registry.reload();
    return orgOfRecord(registry, place.org);
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

/** What a file system throws is shown by the editor, with its message. */
async function inWords<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    throw vscode.FileSystemError.Unavailable(problemOf(error)?.message ?? '');
  }
}

const notSaved = () => vscode.FileSystemError.Unavailable(vscode.l10n.t('Nothing was written to the org.'));
