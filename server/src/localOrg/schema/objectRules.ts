import type { LayoutFlags, ObjectFlags, ObjectSource } from './types.ts';

const usual: ObjectFlags & LayoutFlags = {
  activateable: false,
  compactLayoutable: true,
  createable: true,
  custom: false,
  customSetting: false,
  deepCloneable: false,
  deletable: true,
  deprecatedAndHidden: false,
  feedEnabled: false,
  hasListViews: true,
  hasQuickActions: true,
  hasSubtypes: false,
  isInterface: false,
  isSubtype: false,
  layoutable: true,
  mergeable: false,
  mruEnabled: true,
  queryable: true,
  replicateable: true,
  retrieveable: true,
  searchLayoutable: true,
  searchable: true,
  triggerable: true,
  undeletable: true,
  updateable: true,
};

/** The flags of an object: those of an ordinary record type, save what its source says otherwise. */
export function objectFlags(source: ObjectSource): ObjectFlags & LayoutFlags {
  const stated = Object.entries(source).filter(([key]) => Object.hasOwn(usual, key));
  const { mruEnabled = true, undeletable = true } = source;
  const implied = { custom: source.name.endsWith('__c'), hasListViews: mruEnabled && undeletable };
  return { ...usual, ...implied, ...Object.fromEntries(stated) };
}
