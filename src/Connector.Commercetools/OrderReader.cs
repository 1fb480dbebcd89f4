using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Commercetools;

/// <summary>What became of one document: exactly one of the two is set.</summary>
public sealed record OrderReader(Order? Order, UnreadableOrder? Unreadable);
