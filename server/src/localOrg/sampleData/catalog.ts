import type { Seeder } from './seeder.ts';
import { productLines } from './vocabulary.ts';

export interface CatalogEntry {
  readonly productId: string;
  readonly entryId: string;
  readonly price: number;
}

export interface Catalog {
  readonly pricebookId: string;
  /** The prices of the standard price book. */
  readonly entries: readonly CatalogEntry[];
}

const editions: readonly (readonly [name: string, factor: number])[] = [
  ['Basic', 1],
  ['Pro', 1.6],
  ['Enterprise', 2.75],
];

/** Products in three editions each, with prices in a standard price book and one for partners. */
export function seedCatalog(seeder: Seeder): Catalog {
  const pricebookId = seeder.add('Pricebook2', { Name: 'Standard Price Book', IsActive: 1, IsStandard: 1 }, 390);
  const partners = seeder.add(
    'Pricebook2',
    { Name: 'Partner Price Book', IsActive: 1, Description: '20 % off list' },
    390,
  );
  const entries = productLines.flatMap(([line, family, listPrice], lineIndex) =>
    editions.map(([edition, factor], editionIndex) => {
      const code = `${family.slice(0, 2).toUpperCase()}-${lineIndex + 1}${edition.charAt(0)}`;
      const isActive = lineIndex === 3 && editionIndex === 0 ? 0 : 1;
      const product = { Name: `${line} ${edition}`, ProductCode: code, Family: family, IsActive: isActive };
      const productId = seeder.add('Product2', { ...product, StockKeepingUnit: `${code}-01` }, 385);
      const price = Math.round((listPrice * factor) / 5) * 5;
      const common = { Product2Id: productId, IsActive: isActive };
      const entryId = seeder.add('PricebookEntry', { ...common, Pricebook2Id: pricebookId, UnitPrice: price }, 385);
      seeder.add('PricebookEntry', { ...common, Pricebook2Id: partners, UnitPrice: price * 0.8 }, 385);
      return { productId, entryId, price };
    }),
  );
  return { pricebookId, entries };
}
