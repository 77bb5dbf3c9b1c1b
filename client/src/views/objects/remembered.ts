// Favorite and recent objects, kept per org.
import type * as vscode from 'vscode';
import type { OrgKey } from '../../../../server/src/protocol/orgs.ts';
import type { Remembered } from './groups.ts';

export interface RememberedObjects {
  of(org: OrgKey): Remembered;
  /** Puts the object in front of the recent ones. */
  visit(org: OrgKey, object: string): Promise<void>;
  setFavorite(org: OrgKey, objects: readonly string[], favorite: boolean): Promise<void>;
}

const KEY = 'rememberedObjects';
const MOST_RECENT = 8;
/** Orgs last worked with; what is kept for others is forgotten. */
const MOST_ORGS = 30;

const NOTHING: Remembered = { favorites: [], recent: [] };

export function createRememberedObjects(memory: Pick<vscode.Memento, 'get' | 'update'>): RememberedObjects {
  const read = () => memory.get<Record<OrgKey, Remembered>>(KEY, {});
  const write = async (org: OrgKey, change: (now: Remembered) => Remembered) => {
    const { [org]: now = NOTHING, ...others } = read();
    const kept = Object.entries(others).slice(1 - MOST_ORGS);
    await memory.update(KEY, Object.fromEntries([...kept, [org, change(now)]]));
  };
  return {
    of: org => read()[org] ?? NOTHING,
    visit: (org, object) =>
      write(org, ({ favorites, recent }) => ({
        favorites,
        recent: [object, ...recent.filter(name => name !== object)].slice(0, MOST_RECENT),
      })),
    setFavorite: (org, objects, favorite) =>
      write(org, ({ favorites, recent }) => {
        const others = favorites.filter(name => !objects.includes(name));
        return { favorites: favorite ? [...others, ...objects] : others, recent };
      }),
  };
}
