// One for all comparisons: thousands of objects are sorted at each look.
const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** The order of API names, without case. */
export const compareNames = (a: string, b: string): number => collator.compare(a, b);

export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  compareNames(a.name, b.name);
