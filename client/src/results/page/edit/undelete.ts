import { filled } from '../../../webview/page/texts.ts';
import type { Conversation } from '../conversation.ts';
import type { ResultGrid } from '../grid.ts';
import type { ResultView } from '../resultView.ts';
import type { DeletedRows } from './deletedRows.ts';
import { type EditableCells, mostRows } from './editableCells.ts';
import type { EditWords } from './messages.ts';

interface Parts {
  readonly grid: ResultGrid;
  readonly view: ResultView;
  readonly cells: EditableCells;
  readonly deleted: Pick<DeletedRows, 'mayHave' | 'takeOut'>;
  readonly words: EditWords;
  readonly ask: Conversation['ask'];
}

const recordsAtOnce = 200;

/** Brings those of the selected records back that are, or may be, in the recycle bin. Answers how it went, in words. */
export async function undelete({ grid, view, cells, deleted, words, ask }: Parts): Promise<string> {
  const selection = grid.selection();
  if (!selection) return words.noneDeleted;
  const { fromRow, toRow } = selection;
  if (toRow - fromRow >= mostRows) throw new Error(filled(words.tooMany, mostRows));
  const rows = await cells.rows(fromRow, toRow, []);
  const ids = rows.filter(row => deleted.mayHave(row)).map(({ id }) => id);
  if (ids.length === 0) return words.noneDeleted;
  let back = 0;
  const failed: { readonly code: string; readonly message: string }[] = [];
  for (let start = 0; start < ids.length; start += recordsAtOnce) {
    const outcome = await ask('undelete', { ids: ids.slice(start, start + recordsAtOnce) });
    if (!outcome) break;
    for (const id of outcome.back) deleted.takeOut(id);
    back += outcome.back.length;
    failed.push(...outcome.failed);
    await ask('refreshRows', { ids: outcome.back }).finally(() => view.reload());
  }
  if (back === 0) return '';
  const told = filled(words.undeleted, back);
  const [first] = failed;
  return first ? `${told} ${filled(words.stillDeleted, failed.length, `${first.message}, ${first.code}`)}` : told;
}
