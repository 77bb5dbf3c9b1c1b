// A process of its own: jsforce with autoFetch on the same pages. Prints milliseconds.
import jsforce from 'jsforce';

const [instanceUrl = '', most = '0'] = process.argv.slice(2);
const connection = new jsforce.Connection({ instanceUrl, accessToken: '00D!bench', version: '67.0' });
const start = performance.now();
const query = connection.query('SELECT Id FROM Big__c');
const records = await query.run({ autoFetch: true, maxFetch: Number(most) });
const { length } = Array.isArray(records) ? records : records.records;
if (length !== Number(most)) throw new Error(`jsforce fetched ${length} rows.`);
console.log(performance.now() - start);
