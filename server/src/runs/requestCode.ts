import { queryPath } from '../salesforce/rest/query.ts';
import type { RunStatement } from './statement.ts';

export type RequestLanguage = 'curl' | 'typescript' | 'python';

export interface CodeOptions {
  /** Origin of the org. */
  readonly instanceUrl: string;
  readonly version: string;
  readonly statement: RunStatement;
}

/** Where the rows are in the answer. */
const rowsIn = ({ api }: RunStatement): string => (api === 'search' ? 'searchRecords' : 'records');

/** The request of a statement as code that runs: all pages, and the token from SALESFORCE_ACCESS_TOKEN. */
export function codeOfRequest(language: RequestLanguage, options: CodeOptions): string {
  return writers[language](options);
}

const writers: Readonly<Record<RequestLanguage, (options: CodeOptions) => string>> = { curl, typescript, python };

/** The first page: `nextRecordsUrl` in the answer names the next one. */
function curl({ instanceUrl, version, statement }: CodeOptions): string {
  const [path = ''] = queryPath(version, statement.soql, statement.api).split('?');
  return `curl --get '${instanceUrl}${path}' \\
  --header "Authorization: Bearer $SALESFORCE_ACCESS_TOKEN" \\
  --data-urlencode ${shellQuoted(`q=${statement.soql}`)}
`;
}

const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function typescript({ instanceUrl, version, statement }: CodeOptions): string {
  const path = queryPath(version, '', statement.api);
  return `const origin = ${JSON.stringify(instanceUrl)};
const soql = ${JSON.stringify(statement.soql)};
const headers = { Authorization: \`Bearer \${process.env.SALESFORCE_ACCESS_TOKEN}\` };
const records: Record<string, unknown>[] = [];
for (let path = \`${path}\${encodeURIComponent(soql)}\`; path; ) {
  const response = await fetch(origin + path, { headers });
  if (!response.ok) throw new Error(\`\${response.status}: \${await response.text()}\`);
  const page = await response.json();
  records.push(...page.${rowsIn(statement)});
  path = page.nextRecordsUrl;
}
console.log(records.length);
`;
}

function python({ instanceUrl, version, statement }: CodeOptions): string {
  return `import json, os, urllib.parse, urllib.request

origin = ${JSON.stringify(instanceUrl)}
soql = ${JSON.stringify(statement.soql)}
headers = {"Authorization": "Bearer " + os.environ["SALESFORCE_ACCESS_TOKEN"]}
records = []
path = ${JSON.stringify(queryPath(version, '', statement.api))} + urllib.parse.quote(soql)
while path:
    with urllib.request.urlopen(urllib.request.Request(origin + path, headers=headers)) as response:
        page = json.load(response)
    records += page["${rowsIn(statement)}"]
    path = page.get("nextRecordsUrl")
print(len(records))
`;
}
