// Words with a meaning of their own in some place of the grammar. SOQL is case-free, and most of these words are also
// good names (Order, Group, Case are objects): the lexer only notes them, the grammar decides.

export const KEYWORDS = [
  'SELECT',
  'FROM',
  'WHERE',
  'AND',
  'OR',
  'NOT',
  'IN',
  'LIKE',
  'INCLUDES',
  'EXCLUDES',
  'NULL',
  'TRUE',
  'FALSE',
  'ORDER',
  'GROUP',
  'BY',
  'HAVING',
  'ASC',
  'DESC',
  'NULLS',
  'FIRST',
  'LAST',
  'LIMIT',
  'OFFSET',
  'FOR',
  'VIEW',
  'REFERENCE',
  'UPDATE',
  'TRACKING',
  'VIEWSTAT',
  'ALL',
  'ROWS',
  'USING',
  'SCOPE',
  'LOOKUP',
  'BIND',
  'WITH',
  'DATA',
  'CATEGORY',
  'AT',
  'ABOVE',
  'BELOW',
  'ABOVE_OR_BELOW',
  'TYPEOF',
  'WHEN',
  'THEN',
  'ELSE',
  'END',
  'AS',
  'ROLLUP',
  'CUBE',
  'SET',
  'OPTIONS',
  'FIND',
  'RETURNING',
  'FIELDS',
  'NAME',
  'EMAIL',
  'PHONE',
  'SIDEBAR',
  'LISTVIEW',
  'PHRASE',
  'ADVANCED',
  'SEARCH',
  // Words of SQL that people paste; the grammar recognises them to say what SOQL wants instead.
  'DISTINCT',
  'JOIN',
  'INNER',
  'LEFT',
  'RIGHT',
  'FULL',
  'OUTER',
  'CROSS',
  'ON',
  'IS',
  'BETWEEN',
  'UNION',
  'TOP',
] as const;

export type Keyword = (typeof KEYWORDS)[number];

/** What an ordinary name has instead of a keyword. */
export type KeywordOrNone = Keyword | '';

/** The keyword written at text[start, end) in any case, or ''. */
export function keywordAt(text: string, start: number, end: number): KeywordOrNone {
  if (end - start > LONGEST) return '';
  const candidates = BUCKETS[bucketOf(end - start, text.charCodeAt(start))] as readonly Keyword[];
  for (const candidate of candidates) {
    let i = 1;
    while (i < candidate.length && upperCode(text.charCodeAt(start + i)) === candidate.charCodeAt(i)) i++;
    if (i === candidate.length) return candidate;
  }
  return '';
}

/** Words that are never the name of a field, an object or an alias. */
export function isReserved(word: KeywordOrNone): boolean {
  return word !== '' && RESERVED.has(word);
}

const RESERVED: ReadonlySet<KeywordOrNone> = new Set<Keyword>([
  'SELECT',
  'FROM',
  'WHERE',
  'LIMIT',
  'LIKE',
  'IN',
  'AND',
  'OR',
  'NOT',
  'NULL',
  'TRUE',
  'FALSE',
  'USING',
  'WITH',
  'HAVING',
  'ASC',
  'DESC',
  'NULLS',
  'INCLUDES',
  'EXCLUDES',
  'FOR',
]);

const LONGEST = Math.max(...KEYWORDS.map(keyword => keyword.length));

const BUCKETS: readonly (readonly Keyword[])[] = bucketsOf(KEYWORDS);

function bucketsOf(keywords: readonly Keyword[]): readonly (readonly Keyword[])[] {
  const none: readonly Keyword[] = [];
  const buckets = new Array<readonly Keyword[]>((LONGEST + 1) * 32).fill(none);
  for (const keyword of keywords) {
    const bucket = bucketOf(keyword.length, keyword.charCodeAt(0));
    buckets[bucket] = [...(buckets[bucket] ?? none), keyword];
  }
  return buckets;
}

/** Words of one length that begin with one letter share a bucket; the low five bits of a letter ignore its case. */
function bucketOf(length: number, firstCode: number): number {
  return length * 32 + (firstCode & 31);
}

function upperCode(code: number): number {
  return code >= 97 && code <= 122 ? code - 32 : code;
}
