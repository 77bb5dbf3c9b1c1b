import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';

interface Setting {
  readonly type?: string;
  readonly default?: unknown;
  readonly scope?: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}
interface Section {
  readonly title: string;
  readonly properties: Readonly<Record<string, Setting>>;
}
const { capabilities, contributes } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

/** What works without an org, a query, a result or anything else: only that may always be in the palette. */
const ALWAYS = [
  ...['connectOrg', 'tryLocalOrg', 'newQuery', 'whatCanIDo', 'diagnose'],
  ...['openLog', 'openSettings', 'restartServer'],
  // What ran stays when its org is signed out of.
  'queryHistory',
  // An app of the user's own is made before there is an org.
  ...['setUpApp', 'openAppSetup', 'copyCallbackUrl', 'enterConsumerKey', 'testApp'],
].map(id => `salesforceWorkbench.${id}`);

/** How things look, and what is done in the workspace itself: a folder that nobody trusts may say so. */
const HARMLESS = [
  ...['editing.enabled', 'diagnostics.hints', 'diagnostics.enabled', 'inlayHints.enabled', 'embedded.enabled'],
  ...['format.width', 'format.keywordCase', 'format.commas'],
  ...['lens.org', 'lens.run', 'lens.explain', 'lens.bulkExport'],
  ...['savedQueries.folder', 'export.delimiter', 'export.byteOrderMark', 'bulk.jobMegabytes'],
].map(id => `salesforceWorkbench.${id}`);

describe('the manifest', () => {
  it('shows commands in the palette only where they can work', () => {
    const conditions = new Map<string, string>(
      contributes.menus.commandPalette.map(({ command, when }: { command: string; when: string }) => [command, when]),
    );
    const always = contributes.commands
      .filter(
        ({ command, enablement }: { command: string; enablement?: string }) => !conditions.has(command) && !enablement,
      )
      .map(({ command }: { command: string }) => command)
      .filter((command: string) => !ALWAYS.includes(command));
    assert.deepEqual(always, [], 'give each a "when" under menus.commandPalette');
  });

  it('names commands alike', () => {
    for (const { command, title, category } of contributes.commands) {
      assert.equal(category, 'Salesforce', command);
      assert.match(title, /^[A-Z]/, command);
      assert.doesNotMatch(title, /\.$|\.\.\./, command);
    }
  });

  it('declares each command that a menu, a key or a link names', () => {
    const known = new Set(contributes.commands.map(({ command }: { command: string }) => command));
    const named = [...JSON.stringify(contributes).matchAll(/(?:"command":"|command:)(salesforceWorkbench\.[\w.]+)/g)];
    const strangers = named
      .map(([, command]) => command!)
      .filter(command => !command.endsWith('.focus') && !known.has(command));
    assert.deepEqual(strangers, []);
  });

  it('explains each setting, with a default and a scope', () => {
    const sections: Section[] = [contributes.configuration].flat();
    for (const [name, setting] of sections.flatMap(({ properties }) => Object.entries(properties))) {
      assert(setting.type ?? setting.enum, `${name} has a type`);
      assert('default' in setting, `${name} has a default`);
      assert(setting.scope, `${name} has a scope`);
      assert.match(setting.markdownDescription ?? setting.description ?? '', /^[A-Z].*\.$/s, `${name} is described`);
      const values = setting.enumDescriptions ?? setting.markdownEnumDescriptions;
      assert.equal(values?.length, setting.enum?.length, `${name} explains its values`);
    }
  });

  it('lets a workspace that is not trusted set nothing but what is harmless', () => {
    const restricted: string[] = capabilities.untrustedWorkspaces.restrictedConfigurations;
    const sections: Section[] = [contributes.configuration].flat();
    const ofWorkspaces = sections
      .flatMap(({ properties }) => Object.entries(properties))
      .filter(([, { scope }]) => scope !== 'application')
      .map(([name]) => name);
    const open = ofWorkspaces.filter(name => !restricted.includes(name));
    assert.deepEqual(open.sort(), HARMLESS.sort(), 'restrict it, or say here that it is harmless');
    assert.deepEqual(
      restricted.filter(name => !ofWorkspaces.includes(name)),
      [],
    );
  });

  it('binds keys to the main actions, each where it can work', () => {
    const keys = contributes.keybindings as { command: string; key: string; when?: string }[];
    assert(keys.length >= 3);
    for (const { command, when } of keys) assert(when, command);
  });
});
