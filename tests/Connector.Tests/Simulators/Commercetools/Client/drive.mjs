// Drives the simulator at the address of the first argument with the vendor's client, and writes what came back as one JSON object.
import { createApiBuilderFromCtpClient } from '@commercetools/platform-sdk';
import { ClientBuilder } from '@commercetools/ts-client';

const [address] = process.argv.slice(2);
const projectKey = 'demo';
const client = new ClientBuilder()
  .withProjectKey(projectKey)
  .withClientCredentialsFlow({ host: address, projectKey, credentials: { clientId: 'demo', clientSecret: 'demo' }, httpClient: fetch })
  .withHttpMiddleware({ host: address, httpClient: fetch })
  .build();
const root = createApiBuilderFromCtpClient(client).withProjectKey({ projectKey });
const body = async (request) => (await request.execute()).body;
const failure = (request) => request.execute().then(() => null, (error) => ({ status: error.statusCode, code: error.body?.errors?.[0]?.code, currentVersion: error.body?.errors?.[0]?.currentVersion }));
const money = (centAmount) => ({ currencyCode: 'USD', centAmount });

const seen = {};
seen.project = await body(root.get());

// Product types, products, projections.
seen.productTypes = await body(root.productTypes().get({ queryArgs: { limit: 500, sort: 'id asc' } }));
const tableware = await body(root.productTypes().withKey({ key: 'tableware' }).get());
seen.unsaved = await body(root.productTypes().withKey({ key: 'tableware' }).post({
  body: { version: tableware.version, actions: [{ action: 'setSavedToLineItem', attributeName: 'weight-grams', savedToLineItem: false }] }
}));
seen.projections = await body(root.productProjections().get({
  queryArgs: { where: 'masterVariant(sku in :sku) or variants(sku in :sku)', 'var.sku': ['MUG-RED', 'TEE-M'], staged: false, limit: 100, withTotal: false }
}));
seen.product = await body(root.products().withKey({ key: 'stoneware-mug' }).get());
seen.products = await body(root.products().get({ queryArgs: { where: 'masterData(current(masterVariant(sku="MUG-RED")))' } }));
seen.noProduct = await failure(root.products().withId({ ID: '00000000-0000-4000-8000-000000000000' }).get());

// A payment, and an order with it.
seen.payment = await body(root.payments().post({
  body: { key: 'pay-1', amountPlanned: money(3000), paymentMethodInfo: { method: 'card' }, transactions: [{ type: 'Authorization', state: 'Success', amount: money(3000) }] }
}));
seen.charged = await body(root.payments().withId({ ID: seen.payment.id }).post({
  body: { version: seen.payment.version, actions: [{ action: 'addTransaction', transaction: { type: 'Charge', state: 'Success', amount: money(3000) } }] }
}));
seen.order = await body(root.orders().importOrder().post({
  body: {
    orderNumber: 'SDK-1', totalPrice: money(3000), paymentState: 'Pending', customerEmail: 'ada@example.com',
    lineItems: [{
      name: { en: 'Mug' }, quantity: 2, price: { value: money(1500) },
      variant: { sku: 'MUG-RED', attributes: [{ name: 'weight-grams', value: 410 }, { name: 'hs-code', value: '6912.00' }] }
    }],
    shippingAddress: { firstName: 'Ada', lastName: 'Example', streetName: 'Congress Avenue', streetNumber: '12', postalCode: '78701', city: 'Austin', state: 'TX', country: 'US' }
  }
}));
const one = root.orders().withId({ ID: seen.order.id });
seen.byNumber = await body(root.orders().withOrderNumber({ orderNumber: 'SDK-1' }).get());
seen.found = await body(root.orders().get({ queryArgs: { where: 'orderNumber = :number', 'var.number': 'SDK-1', sort: 'lastModifiedAt asc', limit: 10 } }));
seen.updated = await body(one.post({
  body: { version: seen.order.version, actions: [{ action: 'changeOrderState', orderState: 'Confirmed' }, { action: 'changePaymentState', paymentState: 'Paid' }] }
}));
seen.conflict = await failure(one.post({ body: { version: seen.order.version, actions: [{ action: 'changeOrderState', orderState: 'Complete' }] } }));
seen.wrongAction = await failure(one.post({ body: { version: seen.updated.version, actions: [{ action: 'changeOrderState', orderState: 'Elsewhere' }] } }));
seen.missing = await failure(root.orders().withOrderNumber({ orderNumber: 'SDK-0' }).get());
seen.badPredicate = await failure(root.orders().get({ queryArgs: { where: 'noSuchField = 1' } }));
seen.messages = await body(root.messages().get({ queryArgs: { where: `resource(typeId = "order" and id = "${seen.order.id}")`, sort: 'sequenceNumber asc' } }));

process.stdout.write(JSON.stringify(seen));
