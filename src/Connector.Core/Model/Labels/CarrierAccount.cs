namespace Connector.Core.Model.Labels;

/// <summary>A carrier account that is connected to the shipping side. Several accounts may share a <see cref="Code"/>; the id is what distinguishes them.</summary>
public sealed record CarrierAccount
{
    /// <summary>Such as ups_walleted; equal in both interfaces.</summary>
    public required string Code { get; init; }

    /// <summary>Null when the shipping side does not say.</summary>
    public long? AccountId { get; init; }
    public string Name { get; init; } = "";
    public string? Nickname { get; init; }

    /// <summary>True when labels are paid from a balance; else the carrier sends invoices and <see cref="Balance"/> means nothing.</summary>
    public bool RequiresFunds { get; init; }

    /// <summary>In the currency of the account, which no response names. Only set by a fresh reading; null where none is required or stated.</summary>
    public decimal? Balance { get; init; }

    /// <summary>The one that is used where a call names only the code.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>True when the account's plan forbids it: it must not be asked for rates.</summary>
    public bool IsDisabled { get; init; }
}

/// <summary>One carrier account among those that share a code.</summary>
/// <param name="AccountId">Null takes the primary one; <see cref="LabelApi.V2"/> needs it.</param>
public sealed record CarrierReference(string Code, long? AccountId = null);

/// <param name="TakesSeveralPackages">Whether one label call may hold several packages; null where it is not stated.</param>
public sealed record CarrierService(string CarrierCode, string Code, string Name, bool IsDomestic, bool IsInternational, bool? TakesSeveralPackages = null);

public sealed record CarrierPackage(string CarrierCode, string Code, string Name);
