// The words of the page for names that the API gives as codes. A name that is not listed is shown as it is.

/** Kinds of failure, for the filter; a test compares them with the server's. */
export const reasons = {
  Transient: "Temporary", RateLimited: "API limit reached", Conflict: "Changed at the same time", Rejected: "Refused", Unmappable: "Data problem",
  AddressInvalid: "Address could not be verified", CancelledAfterShipment: "Cancelled after label was bought", OverShipment: "Shipped more than ordered",
  Unauthorized: "Credentials refused", Unknown: "Unexpected"
};

/** Parts of orders by their status, in the order of the card. */
export const statuses = { failed: "Needs attention", reserved: "Sending", synced: "In ShipStation", shipped: "Shipped", cancelled: "Cancelled" };

/** Labels by their state; a test compares them with the server's. */
export const labelStates = {
  Waiting: "Waiting", Proposed: "Proposed", Approved: "Approved", Reserved: "Being bought", Unknown: "Being looked up", Bought: "Bought", BoughtByOthers: "Bought by hand",
  Refused: "Refused", Dismissed: "Dismissed", VoidProposed: "Void proposed", Voiding: "Being voided", Voided: "Voided"
};

const queues = { "orders": "Orders", "shipments": "Shipments", "labels": "Labels", "commerce-events": "Shop notifications" };
const flows = { "orders": "Sending orders", "shipments": "Updating the shop", "labels": "Buying labels", "commerce-events": "Reading shop notifications" };
const health = { running: "Running", stale: "Delayed", failing: "Failing", unreadable: "Store cannot be read" };
const lists = {
  "orders-pull": "Orders in the shop", "shipments-created": "Shipments", "shipments-voided": "Voided labels", "fulfillments": "Provider shipments", "orders-status": "Order status"
};
const timers = {
  PullOrders: "Read orders from the shop", PollShipments: "Check shipments", PollShipStationOrders: "Check order status", PollTracking: "Check tracking", BuyLabels: "Buy labels",
  Reconcile: "Compare both sides", Retention: "Remove old entries and documents"
};

const parts = name => name.split(":");
const withAccount = (words, account) => account && account !== "default" ? `${words} (${account})` : words;

export const queueName = name => queues[name] ?? name;
export const timerName = name => timers[name] ?? name;

/** "orders" or "orders:eu". */
export function flowName(flow) {
  const [queue, account] = parts(flow);
  return (flows[queue] ?? queue) + (account ? ` for account ${account}` : "");
}

export function listName(cursor) {
  const [list, account] = parts(cursor);
  return withAccount(lists[list] ?? list, account);
}

export const statusText = (status, paused) => status === "paused" ? `Paused: ${paused.map(p => p.flow).join(", ")}` : health[status] ?? status;
export const stateText = state => health[state] ?? state;
