// Drives the simulator at the address of the first argument with the public client, and writes what came back as one JSON object.
import { register } from 'node:module';

register('./resolve.mjs', import.meta.url);
const { default: ShipStation } = await import('shipstation-node');

const [address] = process.argv.slice(2);
const client = new ShipStation({ credentials: { v1: { apiKey: 'demo', apiSecret: 'demo' }, v2: { apiKey: 'demo' } } });
client.v1.baseURL = `${address}/`;
client.v2.baseURL = `${address}/v2`;
const { v1, v2 } = client;
// The client keeps to the limit of the real service by waiting; the simulator counts calls itself.
v1.limiter.removeTokens = async () => 1;

const place = { name: 'Mira Holt', street1: '14 Birch Lane', city: 'Salem', state: 'OR', postalCode: '97301', country: 'US', phone: '555-0100' };
const order = (number) => v1.orders.createOrUpdate({
  orderNumber: number, orderKey: `key-${number}`, orderDate: '2026-03-03T09:10:00', orderStatus: 'awaiting_shipment', billTo: place, shipTo: place,
  carrierCode: 'stamps_com', serviceCode: 'usps_ground_advantage', packageCode: 'package', weight: { value: 20, units: 'ounces' }, advancedOptions: { warehouseId: 88001 }
});
const failure = (call) => call.then(() => null, (error) => ({ status: error.response?.status, body: error.response?.data }));

const seen = {};

// V1.
seen.carriersV1 = await v1.carriers.list();
seen.servicesV1 = await v1.carriers.listServices('stamps_com');
seen.packagesV1 = await v1.carriers.listPackages('stamps_com');
seen.addFunds = await failure(v1.carriers.addFunds('stamps_com', 100));
seen.ratesV1 = await v1.shipments.getRates({
  carrierCode: 'ups_walleted', serviceCode: null, packageCode: 'package', fromPostalCode: '43004', toState: 'OR', toCountry: 'US', toPostalCode: '97301',
  weight: { value: 20, units: 'ounces' }, residential: true
});
const first = await order('N-1');
seen.labelV1 = await v1.orders.createLabel({
  orderId: first.orderId, carrierCode: 'stamps_com', serviceCode: 'usps_ground_advantage', packageCode: 'package', confirmation: 'none', shipDate: '2026-03-04',
  weight: { value: 20, units: 'ounces' }, testLabel: false
});
seen.voidV1 = await v1.shipments.voidLabel(seen.labelV1.shipmentId);
seen.shipmentsV1 = await v1.shipments.list({ orderId: first.orderId });
seen.orphanV1 = await v1.shipments.createLabel({
  carrierCode: 'stamps_com', serviceCode: 'usps_ground_advantage', packageCode: 'package', confirmation: 'none', shipDate: '2026-03-04', weight: { value: 20, units: 'ounces' },
  shipFrom: place, shipTo: place, testLabel: false
});

// V1: everything else that it has.
// The client writes this path in another way than the documents.
seen.carrierV1 = await v1.request({ url: 'carriers/getcarrier', method: 'GET', params: { carrierCode: 'stamps_com' } });
seen.byId = await v1.orders.get(first.orderId);
seen.listed = await v1.orders.list({ orderNumber: 'N-1', sortBy: 'ModifyDate', pageSize: 10 });
const many = await v1.orders.createOrUpdateMultiple(['M-1', 'M-2'].map((number) => ({
  orderNumber: number, orderKey: `key-${number}`, orderDate: '2026-03-03T09:10:00', orderStatus: 'awaiting_shipment', billTo: place, shipTo: place,
  items: [{ lineItemKey: 'line-1', sku: 'MUG-RED', name: 'Mug, red', quantity: 1, unitPrice: 12, options: [] }], customerUsername: 'mira@example.com', customerEmail: 'mira@example.com'
})));
seen.many = many;
const [m1, m2] = many.results.map((row) => row.orderId);
seen.tags = await v1.accounts.listTags();
seen.users = await v1.users.list({ showInactive: false });
seen.tagged = await v1.orders.addTag(m1, 5104);
seen.byTag = await v1.orders.listByTag({ orderStatus: 'awaiting_shipment', tagId: 5104 });
seen.untagged = await v1.orders.removeTag(m1, 5104);
seen.assigned = await v1.orders.assignUser([m1, m2], seen.users[0].userId);
seen.unassigned = await v1.orders.unassignUser([m1, m2]);
seen.held = await v1.orders.hold(m1, '2026-04-01');
seen.restored = await v1.orders.restoreFromHold(m1);
seen.marked = await v1.request({ url: 'orders/markasshipped', method: 'POST', data: { orderId: m2, carrierCode: 'usps', trackingNumber: 'HAND-1', notifyCustomer: false, notifySalesChannel: false } });
seen.fulfillments = await v1.fulfillments.list({ orderId: m2 });
seen.deleted = await v1.orders.delete(m1);
seen.gone = await failure(v1.orders.get(m1));
seen.locked = await failure(v1.orders.createOrUpdate({ orderNumber: 'M-2', orderKey: 'key-M-2', orderDate: '2026-03-03T09:10:00', orderStatus: 'awaiting_shipment', billTo: place, shipTo: place }));
seen.stores = await v1.stores.list({ showInactive: true });
seen.store = await v1.stores.get(410001);
seen.storeUpdated = await v1.stores.update(410001, { ...seen.store, storeName: 'Shop on the Web' });
seen.marketplaces = await v1.stores.listMarketplaces();
seen.refreshStatus = await v1.stores.getRefreshRate(410001);
seen.refreshed = await v1.request({ url: 'stores/refreshstore', method: 'POST', data: { storeId: 410001 } });
seen.deactivated = await v1.stores.deactivate(410002);
seen.reactivated = await v1.stores.reactivate(410002);
seen.warehousesV1 = await v1.warehouses.list();
seen.warehouseV1 = await v1.warehouses.get(88002);
const annex = await v1.warehouses.create({ warehouseName: 'Annex', originAddress: place, isDefault: false });
seen.annex = annex;
seen.annexUpdated = await v1.warehouses.update(annex.warehouseId, { ...annex, warehouseName: 'Side' });
seen.annexDeleted = await v1.warehouses.delete(annex.warehouseId);
seen.products = await v1.products.list({ sku: 'MUG-RED' });
// The client does not offer its own calls for customers.
seen.customers = await v1.request({ url: 'customers', method: 'GET', params: { countryCode: 'US' } });
seen.customer = await v1.request({ url: `customers/${seen.customers.customers[0].customerId}`, method: 'GET' });
seen.subscribed = await v1.webhooks.subscribe({ target_url: 'https://hooks.example.com/labels', event: 'ITEM_SHIP_NOTIFY', friendly_name: 'labels' });
seen.webhooks = await v1.webhooks.list();
await v1.webhooks.unsubscribe(seen.subscribed.id);
seen.webhooksAfter = await v1.webhooks.list();
// Products arise from the SKUs of orders, some seconds later.
await fetch(`${address}/__sim/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ advanceSeconds: 60 }) });
const [mug] = (await v1.products.list({ sku: 'MUG-RED' })).products;
seen.productChanged = await v1.products.update({ ...mug, name: 'Mug, scarlet' });
seen.product = await v1.products.get(mug.productId);
// Three paths of the client are not those of the documents, or not for us.
seen.wrongPathsV1 = [await failure(v1.orders.markShipped({ orderId: first.orderId, carrierCode: 'usps' })), await failure(v1.stores.refresh({ storeId: 410001 })), await failure(v1.accounts.register({ firstName: 'A' }))];

// V2.
seen.carriers = await v2.carriers.list();
const carrier = seen.carriers.carriers[0].carrier_id;
seen.carrier = await v2.carriers.getById(carrier);
seen.services = await v2.carriers.listServices(carrier);
seen.packages = await v2.carriers.listPackageTypes(carrier);
seen.options = await v2.carriers.getOptions(carrier);
seen.warehouses = await v2.warehouses.list();
seen.warehouse = await v2.warehouses.getById(seen.warehouses.warehouses[0].warehouse_id);
const second = await order('N-2');
const shipment = `se-${second.orderId}`;
seen.shipment = await v2.shipments.getById(shipment);
seen.shipmentByKey = await v2.shipments.getByExternalId('key-N-2');
seen.shipments = await v2.shipments.list({ shipment_status: 'pending', page_size: 10 });
seen.rates = await v2.rates.get({ shipment_id: shipment, rate_options: { carrier_ids: [carrier], package_types: ['package'] } });
const rate = seen.rates.rate_response.rates.find((row) => row.service_code === 'usps_priority_mail');
seen.rate = await v2.rates.getById(rate.rate_id);
seen.shipmentRates = await v2.shipments.getRates(shipment);
seen.estimate = await v2.rates.estimate({
  carrier_ids: [carrier], from_country_code: 'US', from_postal_code: '43004', from_city_locality: 'Columbus', from_state_province: 'OH', to_country_code: 'US',
  to_postal_code: '97301', to_city_locality: 'Salem', to_state_province: 'OR', weight: { value: 20, unit: 'ounce' }, ship_date: '2026-03-04'
});
seen.label = await v2.labels.purchaseWithRateId(rate.rate_id, { label_format: 'pdf', label_layout: '4x6', label_download_type: 'url' });
const [dir, subdir, filename] = new URL(seen.label.label_download.pdf).pathname.split('/').slice(3);
seen.document = String(await v2.downloads.downloadFile({ dir, subdir, filename, responseType: 'text' })).slice(0, 8);
seen.labelById = await v2.labels.getById(seen.label.label_id, { label_download_type: 'inline' });
seen.labels = await v2.labels.list({ shipment_id: shipment, page_size: 5 });
seen.back = await v2.labels.createReturnLabel(seen.label.label_id, { charge_event: 'on_creation' });
seen.void = await v2.labels.void(seen.label.label_id);
const { ship_to } = seen.shipment;
seen.inline = await v2.labels.purchase({
  shipment: {
    carrier_id: carrier, service_code: 'usps_ground_advantage', ship_date: '2026-03-04', confirmation: 'none', ship_to, warehouse_id: 'se-88001',
    packages: [{ package_code: 'package', weight: { value: 1, unit: 'pound' }, dimensions: { unit: 'inch', length: 9, width: 6, height: 4 } }]
  },
  label_format: 'pdf'
});
// Two paths of the client are not those of the documents.
seen.wrongPaths = [await failure(v2.labels.purchaseWithShipmentId(shipment, {})), await failure(v2.labels.getTrackingInfo(seen.label.label_id))];
const orders = [await order('N-3'), await order('N-4')];
seen.batch = await v2.batches.create({ external_batch_id: 'wave', shipment_ids: orders.map((row) => `se-${row.orderId}`) });
await v2.batches.processLabels(seen.batch.batch_id, { ship_date: '2026-03-04', label_format: 'pdf', label_layout: '4x6' });
seen.batchAfter = await v2.batches.getByExternalId('wave');
seen.batchErrors = await v2.batches.getErrors(seen.batch.batch_id, { page: 1, pagesize: 10 });
seen.batchLabels = await v2.labels.list({ batch_id: seen.batch.batch_id });
seen.batches = await v2.batches.list({ page_size: 10 });
await v2.batches.updateToArchived(seen.batch.batch_id);
seen.unknown = await failure(v2.labels.getById('se-5'));

process.stdout.write(JSON.stringify(seen));
