// Copies every order of a commercetools project to ShipStation, without state: reads all of them, maps them, and sends them a hundred at a time. What a first script for this task looks like when
// somebody takes care that it is fast: the next page is read while the last one is sent. docs/performance.md compares the connector with it.
import { readFileSync } from 'node:fs';
import { ClientBuilder } from '@commercetools/ts-client';
import { createApiBuilderFromCtpClient } from '@commercetools/platform-sdk';
import ShipStation from 'shipstation-node';
import { mapOrder } from './map.mjs';

const [shop, shipping] = process.argv.slice(2);
const projectKey = 'demo';
const pageSize = 500;
const bulkSize = 100;

const commercetools = createApiBuilderFromCtpClient(new ClientBuilder()
  .withProjectKey(projectKey)
  .withClientCredentialsFlow({ host: shop, projectKey, credentials: { clientId: 'demo', clientSecret: 'demo' }, httpClient: fetch })
  .withHttpMiddleware({ host: shop, httpClient: fetch })
  .build()).withProjectKey({ projectKey });

const { v1 } = new ShipStation({ credentials: { v1: { apiKey: 'demo', apiSecret: 'demo' } } });
v1.baseURL = `${shipping}/`;
// The client keeps to the limit of the real service by waiting; the measurements have no limit.
v1.limiter.removeTokens = async () => 1;

async function readPage(after) {
  const where = after ? [`id > "${after}"`] : [];
  const { body } = await commercetools.orders().get({ queryArgs: { where, sort: ['id asc'], limit: pageSize, withTotal: false } }).execute();
  return body.results;
}

async function send(orders) {
  const { results } = await v1.orders.createOrUpdateMultiple(orders.map(mapOrder));
  for (const row of results) if (!row.success) console.error(`${row.orderNumber}: ${row.errorMessage}`);
  return results.filter((row) => row.success).length;
}

async function run() {
  const began = performance.now();
  let read = 0;
  let sent = 0;
  let sending = Promise.resolve([]);
  for (let page = await readPage(); page.length > 0;) {
    read += page.length;
    const next = page.length < pageSize ? [] : readPage(page.at(-1).id);
    for (const count of await sending) sent += count;
    const parts = [];
    for (let i = 0; i < page.length; i += bulkSize) parts.push(send(page.slice(i, i + bulkSize)));
    sending = Promise.all(parts);
    page = await next;
  }
  for (const count of await sending) sent += count;

  const { user, system } = process.cpuUsage();
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  console.log(JSON.stringify({ read, sent, elapsedMs: Math.round(performance.now() - began), cpuMs: Math.round((user + system) / 1000), peakKilobytes: Number(peak?.[1] ?? 0) }));
}

run().catch((error) => {
  console.error(error.message, JSON.stringify(error.response?.data ?? error.stack)?.slice(0, 600));
  process.exitCode = 1;
});
