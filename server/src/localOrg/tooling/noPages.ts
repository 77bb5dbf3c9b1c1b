import type { ObjectSource } from '../schema/types.ts';

/** Objects of the Tooling API have no pages for people: no layouts, no search, no list of what was seen last. */
export const noPages: Partial<ObjectSource> = {
  layoutable: false,
  searchLayoutable: false,
  compactLayoutable: false,
  mruEnabled: false,
  undeletable: false,
  triggerable: false,
  searchable: false,
};
