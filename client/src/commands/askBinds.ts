// Values for the bind variables of a statement, asked for before it runs and remembered per file.
import * as vscode from 'vscode';
import { listBinds, type RunBind } from '../../../server/src/protocol/runs.ts';
import type { LanguageService } from '../languageClient/service.ts';

export type BindValues = Readonly<Record<string, string>>;

const REMEMBERED = 'bindValues';
/** The files last used; older ones are forgotten. */
const MOST_FILES = 50;

/** What the user wrote for each bind, by name; undefined where they gave up. */
export async function askBinds(
  service: LanguageService,
  memory: vscode.Memento,
  place: { readonly org: string; readonly uri: string; readonly offset: number },
): Promise<BindValues | undefined> {
  const { binds } = await service.request(listBinds, place);
  if (binds.length === 0) return {};
  const files = memory.get<Record<string, BindValues>>(REMEMBERED, {});
  const { [place.uri]: remembered = {}, ...others } = files;
  const values: Record<string, string> = {};
  for (const [index, bind] of binds.entries()) {
    const value = await ask(bind, remembered[bind.name], `${index + 1}/${binds.length}`);
    if (value === undefined) return undefined;
    values[bind.name] = value;
  }
  const kept = Object.entries(others).slice(1 - MOST_FILES);
  await memory.update(REMEMBERED, Object.fromEntries([...kept, [place.uri, { ...remembered, ...values }]]));
  return values;
}

function ask({ name, fits, list }: RunBind, value: string | undefined, step: string): Thenable<string | undefined> {
  const hints = [fits, list ? vscode.l10n.t('several values, apart by commas') : undefined].filter(Boolean);
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Value of :{0} ({1})', name, step),
    ignoreFocusOut: true,
    ...(hints.length > 0 && { prompt: hints.join('; ') }),
    ...(value !== undefined && { value }),
  });
}
