namespace Connector.Core.Ports.Labels;

/// <summary>The accounts of the shipping side by name, as far as labels are concerned. Nothing is called before a member of an account's part is.</summary>
public interface ILabelAccounts
{
    IReadOnlyList<string> Names { get; }

    /// <summary>Throws <see cref="KeyNotFoundException"/> for a name that is not configured; rules are checked at start, so that is a bug.</summary>
    ILabelAccount Get(string name);
}

/// <summary>What one account can do about labels. Every call takes one permit of the account's rate budget (V1 and V2 have one each).</summary>
public interface ILabelAccount
{
    string Name { get; }

    /// <summary>
    /// Whether the account has a key for <see cref="Model.Labels.LabelApi.V2"/>. Without one quotes and readings that need it throw
    /// <see cref="InvalidOperationException"/>, and purchases and voids are refused; nothing is sent.
    /// </summary>
    bool HasV2 { get; }

    IRates Rates { get; }

    ILabelPurchases Purchases { get; }

    ILabelReadings Readings { get; }

    ILabelVoids Voids { get; }

    ICarrierAccounts Carriers { get; }

    IOrigins Origins { get; }

    /// <summary>Null without a key for V2.</summary>
    ILabelShipments? Shipments { get; }

    /// <summary>Null without a key for V2.</summary>
    ILabelBatches? Batches { get; }

    ILabelDocuments Documents { get; }
}
