using System.ComponentModel.DataAnnotations;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping;

/// <summary>Who pays the carrier. Without a party nothing is sent: the account pays.</summary>
public sealed class BillToRules
{
    /// <summary>my_account, my_other_account, recipient or third_party.</summary>
    [AllowedValues("my_account", "my_other_account", "recipient", "third_party", null)]
    public string? Party { get; set; }

    /// <summary>The payer's number at the carrier; orders where it finds nothing are paid by the account.</summary>
    public FieldSource? Account { get; set; }

    /// <summary>Of the payer's address.</summary>
    public FieldSource? PostalCode { get; set; }

    /// <summary>Of the payer's address; two letters.</summary>
    public FieldSource? CountryCode { get; set; }

    /// <summary>For my_other_account: the account's provider id.</summary>
    public FieldSource? MyOtherAccount { get; set; }
}
