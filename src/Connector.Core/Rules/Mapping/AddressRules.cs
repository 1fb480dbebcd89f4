namespace Connector.Core.Rules.Mapping;

/// <summary>How addresses are assembled.</summary>
public sealed class AddressRules
{
    /// <summary>Carriers print this many characters of a street line; longer ones are spread over the three lines at words. 20 to 200.</summary>
    public int LineLength { get; set; } = 35;

    /// <summary>Countries that write the number before the street, instead of the built-in list; others write it behind.</summary>
    public IList<string> NumberFirstCountries { get; set; } = [];

    /// <summary>True puts salutation and title before the name.</summary>
    public bool WithTitle { get; set; }

    /// <summary>Put before a building that is no more than a number or letter.</summary>
    public string BuildingLabel { get; set; } = "Bldg";

    /// <summary>Put before an apartment that is no more than a number or letter.</summary>
    public string ApartmentLabel { get; set; } = "Apt";

    /// <summary>Put before a post-office box that is no more than a number.</summary>
    public string PostOfficeBoxLabel { get; set; } = "PO Box";

    /// <summary>An order without a shipping address.</summary>
    public MissingAddressChoice WhenShipToMissing { get; set; } = MissingAddressChoice.Reject;

    /// <summary>A shipping address that lacks what its country needs: street or box, city, postal code, state. Without a postal code it is refused anyway.</summary>
    public IncompleteAddressChoice WhenIncomplete { get; set; } = IncompleteAddressChoice.Reject;
}

public enum MissingAddressChoice
{
    /// <summary>The order is refused.</summary>
    Reject,

    /// <summary>It ships to the billing address, with a warning; refused when that is missing too.</summary>
    UseBillTo
}

public enum IncompleteAddressChoice
{
    /// <summary>The order is refused, naming what is missing.</summary>
    Reject,

    /// <summary>It is sent on hold, with a warning.</summary>
    Hold,

    /// <summary>It is sent, with a warning.</summary>
    Leave
}
