// What the Saved queries view shows, as plain data. No 'vscode' here.

import { wordFilter } from '../../host/wordFilter.ts';

/** A query file below the folder of saved queries. */
export interface SavedQuery {
  readonly uri: string;
  /** Folders, then the file's name. */
  readonly path: readonly string[];
  readonly text: string;
}

export interface FolderNode {
  readonly kind: 'folder';
  readonly name: string;
  readonly id: string;
  readonly children: readonly SavedQueryNode[];
}

export interface QueryNode {
  readonly kind: 'query';
  /** The file's, without its ending. */
  readonly name: string;
  readonly id: string;
  readonly uri: string;
  readonly text: string;
}

export type SavedQueryNode = FolderNode | QueryNode;

/**
 * Folders first, then queries, each by name. With a filter there are those whose path or text contains every word of it.
 */
export function savedQueryNodes(queries: readonly SavedQuery[], filter: string): readonly SavedQueryNode[] {
  const fits = wordFilter(filter);
  return nodesBelow(
    queries.filter(({ path, text }) => fits(`${path.join('/')}\n${text}`)),
    [],
  );
}

function nodesBelow(queries: readonly SavedQuery[], above: readonly string[]): readonly SavedQueryNode[] {
  const depth = above.length;
  const here = queries.filter(({ path }) => path.length === depth + 1);
  const folders = new Set(queries.flatMap(({ path }) => (path.length > depth + 1 ? path[depth]! : [])));
  const folderNodes = [...folders].map((name): FolderNode => {
    const path = [...above, name];
    const children = nodesBelow(
      queries.filter(query => query.path.length > depth + 1 && query.path[depth] === name),
      path,
    );
    return { kind: 'folder', name, id: `${path.join('/')}/`, children };
  });
  const queryNodes = here.map(({ uri, text, path }): QueryNode => {
    return { kind: 'query', name: path[depth]!.replace(/\.so[qs]l$/i, ''), id: uri, uri, text };
  });
  return [...folderNodes.sort(byName), ...queryNodes.sort(byName)];
}

const byName = (a: SavedQueryNode, b: SavedQueryNode) => a.name.localeCompare(b.name);
