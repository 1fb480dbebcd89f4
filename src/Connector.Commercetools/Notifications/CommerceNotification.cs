namespace Connector.Commercetools.Notifications;

/// <summary>What a delivery of a commercetools Subscription comes to.</summary>
public abstract record CommerceNotification
{
    private CommerceNotification() { }

    /// <summary>Something happened to an order. A hint only: the order is to be read again by its id.</summary>
    /// <param name="ResourceVersion">The order's version at that moment; null where the notification does not say.</param>
    /// <param name="Type">The message's type (OrderCreated, ...), or ResourceCreated, ResourceUpdated, ResourceDeleted for a change.</param>
    public sealed record Order(string Id, string? OrderNumber, long? ResourceVersion, string Type) : CommerceNotification
    {
        /// <summary>True when the order is gone.</summary>
        public bool Deleted => Type is "OrderDeleted" or "ResourceDeleted";
    }

    /// <summary>A proper delivery that does not concern orders, such as the test that comes when a Subscription is made.</summary>
    public sealed record Ignored(string Reason) : CommerceNotification;

    /// <summary>Not a delivery that we understand; the problem names the member and holds no values.</summary>
    public sealed record Unreadable(string Problem) : CommerceNotification;
}
