// An order of commercetools as an order of ShipStation.
const amount = (money) => (money ? money.centAmount / 10 ** money.fractionDigits : 0);
const text = (names, locale) => names?.[locale] ?? Object.values(names ?? {})[0] ?? '';

function address(given) {
  if (!given) return undefined;
  return {
    name: [given.firstName, given.lastName].filter(Boolean).join(' ') || given.company,
    company: given.company,
    street1: [given.streetName, given.streetNumber].filter(Boolean).join(' ') || given.pOBox,
    street2: given.apartment ?? given.additionalStreetInfo,
    city: given.city,
    state: given.state ?? given.region,
    postalCode: given.postalCode,
    country: given.country,
    phone: given.phone ?? given.mobile,
  };
}

const attribute = (line, name) => line.variant?.attributes?.find((one) => one.name === name)?.value;

function item(line, locale) {
  const grams = attribute(line, 'weight-grams');
  return {
    lineItemKey: line.id,
    sku: line.variant?.sku ?? line.slug,
    name: text(line.name, locale),
    imageUrl: line.variant?.images?.[0]?.url,
    quantity: line.quantity,
    unitPrice: amount(line.totalPrice) / line.quantity,
    taxAmount: amount(line.taxedPrice?.totalTax),
    weight: typeof grams === 'number' ? { value: grams, units: 'grams' } : undefined,
    options: [],
  };
}

export function mapOrder(order) {
  const shipTo = address(order.shippingAddress);
  return {
    orderNumber: order.orderNumber,
    orderKey: order.id,
    orderDate: order.createdAt.slice(0, 19),
    orderStatus: 'awaiting_shipment',
    customerEmail: order.customerEmail,
    customerUsername: order.customerId ?? order.customerEmail,
    billTo: address(order.billingAddress) ?? shipTo,
    shipTo,
    items: [...order.lineItems, ...order.customLineItems].map((line) => item(line, order.locale)),
    amountPaid: amount(order.taxedPrice?.totalGross ?? order.totalPrice),
    taxAmount: amount(order.taxedPrice?.totalTax),
    shippingAmount: amount(order.shippingInfo?.price),
    requestedShippingService: order.shippingInfo?.shippingMethodName,
    advancedOptions: { storeId: 410001, customField1: order.id },
  };
}
