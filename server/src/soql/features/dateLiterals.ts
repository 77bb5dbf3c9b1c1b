import type { Words } from './words.ts';

/** What a date literal stands for; undefined for a name that is none. https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm */
export function describeDateLiteral(name: string, t: Words): string | undefined {
  const text = fixed(name, t) ?? counted(name, t) ?? plain(name, t);
  return text && `\`${/_N_|^N_/.test(name) ? `${name}:n` : name}\`\n\n${text}`;
}

function fixed(name: string, t: Words): string | undefined {
  switch (name) {
    case 'TODAY':
      return t('The current day, from midnight to midnight.');
    case 'YESTERDAY':
      return t('The day before the current one.');
    case 'TOMORROW':
      return t('The day after the current one.');
    case 'LAST_90_DAYS':
      return t('From the start of the day 90 days ago to the end of the current day.');
    case 'NEXT_90_DAYS':
      return t('The 90 days that start with the day after the current one.');
    case 'LAST_N_DAYS':
      return t('From the start of the day n days ago to the end of the current day.');
    case 'NEXT_N_DAYS':
      return t('The n days that start with the day after the current one.');
    default:
      return undefined;
  }
}

function counted(name: string, t: Words): string | undefined {
  const [, past, future, ago] = /^(?:LAST_N_(\w+)S|NEXT_N_(\w+)S|N_(\w+)S_AGO)$/.exec(name) ?? [];
  const { one = '', many = '' } = unit(past ?? future ?? ago, t) ?? {};
  if (past) return t('The n {0} before the current {1}.', many, one);
  if (future) return t('The n {0} after the current {1}.', many, one);
  return ago && t('The {0} that was n {1} ago, from its start to its end.', one, many);
}

function plain(name: string, t: Words): string | undefined {
  const [, position, written] = /^(LAST|THIS|NEXT)_(\w+)$/.exec(name) ?? [];
  const one = unit(written, t)?.one;
  if (!one) return undefined;
  if (position === 'LAST') return t('The previous {0}, from its start to its end.', one);
  return position === 'THIS'
    ? t('The current {0}, from its start to its end.', one)
    : t('The next {0}, from its start to its end.', one);
}

function unit(name: string | undefined, t: Words): { one: string; many: string } | undefined {
  switch (name) {
    case 'DAY':
      return { one: t('day'), many: t('days') };
    case 'WEEK':
      return { one: t('week'), many: t('weeks') };
    case 'MONTH':
      return { one: t('month'), many: t('months') };
    case 'QUARTER':
      return { one: t('quarter'), many: t('quarters') };
    case 'YEAR':
      return { one: t('year'), many: t('years') };
    case 'FISCAL_QUARTER':
      return { one: t('fiscal quarter'), many: t('fiscal quarters') };
    case 'FISCAL_YEAR':
      return { one: t('fiscal year'), many: t('fiscal years') };
    default:
      return undefined;
  }
}
